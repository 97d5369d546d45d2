-- How each subscription of a customer stands, so that the end of one does not end the others: a journal batch of one event.
alter table billing_order add column state bytea;
