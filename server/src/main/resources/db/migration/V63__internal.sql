-- Customers that are one's own or only tried with, by their tags: lists leave them out unless asked for. Each index
-- begins with it, so that no list walks through those that it leaves out.
alter table customer
  add column internal boolean not null generated always as (tags && array['internal', 'test']) stored;

drop index customer_name;
drop index customer_score;
drop index customer_calls;
drop index customer_last_call;
drop index customer_error;
drop index customer_mrr;
drop index customer_kind_name;
drop index customer_kind_score;
drop index customer_kind_calls;
drop index customer_kind_last_call;
drop index customer_kind_error;
drop index customer_kind_mrr;
drop index customer_owner;
create index customer_name on customer (internal, name_sort, number) include (search) where not removed;
create index customer_score on customer (internal, score_sort, number) where not removed;
create index customer_calls on customer (internal, calls_sort, number) where not removed;
create index customer_last_call on customer (internal, last_call_sort, number) where not removed;
create index customer_error on customer (internal, error_sort, number) where not removed;
create index customer_mrr on customer (internal, mrr_sort, number) where not removed;
create index customer_kind_name on customer (internal, health, tier, stage, name_sort, number) where not removed;
create index customer_kind_score on customer (internal, health, tier, stage, score_sort, number) where not removed;
create index customer_kind_calls on customer (internal, health, tier, stage, calls_sort, number) where not removed;
create index customer_kind_last_call on customer (internal, health, tier, stage, last_call_sort, number)
  where not removed;
create index customer_kind_error on customer (internal, health, tier, stage, error_sort, number) where not removed;
create index customer_kind_mrr on customer (internal, health, tier, stage, mrr_sort, number) where not removed;
create index customer_owner on customer (owner, number)
  include (name_sort, score_sort, calls_sort, last_call_sort, error_sort, mrr_sort, health, tier, stage, internal)
  where owner is not null and not removed;

-- Beside the intervention too, as its customer's tier and owner are.
alter table intervention add column internal boolean not null default false;
update intervention i set internal = true from customer c where c.number = i.customer and c.internal;
create index intervention_internal on intervention (rule, status) where internal and not shadow;

create or replace function intervention_begins() returns trigger language plpgsql as $$
begin
  select c.mrr_sort, c.tier, c.owner, c.internal into new.mrr_sort, new.tier, new.owner, new.internal
    from customer c where c.number = new.customer;
  new.mrr_sort := coalesce(new.mrr_sort, -1);
  new.tier := coalesce(new.tier, 'none');
  new.internal := coalesce(new.internal, false);
  return new;
end $$;

create or replace function customer_changes() returns trigger language plpgsql as $$
begin
  update intervention set mrr_sort = new.mrr_sort, tier = new.tier, owner = new.owner, internal = new.internal
    where customer = new.number;
  return null;
end $$;
drop trigger customer_changes on customer;
create trigger customer_changes after update of mrr_sort, tier, owner, tags on customer
  for each row when ((old.mrr_sort, old.tier, old.owner, old.internal)
    is distinct from (new.mrr_sort, new.tier, new.owner, new.internal))
  execute function customer_changes();
