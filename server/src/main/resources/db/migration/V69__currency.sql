-- What a customer's revenue is in, as its subscription said last; null where it did not.
alter table customer add column currency text;
