-- The inbox in any order: what it sorts and filters by of a customer stands beside the intervention too, kept by the
-- database itself, so that a page is read from one index until enough fit.
alter table intervention
  add column mrr_sort bigint not null default -1,
  add column tier text not null default 'none',
  add column owner text;
update intervention i set mrr_sort = c.mrr_sort, tier = c.tier, owner = c.owner
  from customer c where c.number = i.customer;
-- Money at risk: revenue times severity.
alter table intervention
  add column risk_sort bigint not null generated always as (greatest(mrr_sort, 0) * (priority + 1)) stored;

create function intervention_begins() returns trigger language plpgsql as $$
begin
  select c.mrr_sort, c.tier, c.owner into new.mrr_sort, new.tier, new.owner
    from customer c where c.number = new.customer;
  new.mrr_sort := coalesce(new.mrr_sort, -1);
  new.tier := coalesce(new.tier, 'none');
  return new;
end $$;
create trigger intervention_begins before insert on intervention
  for each row execute function intervention_begins();

create function customer_changes() returns trigger language plpgsql as $$
begin
  update intervention set mrr_sort = new.mrr_sort, tier = new.tier, owner = new.owner where customer = new.number;
  return null;
end $$;
create trigger customer_changes after update of mrr_sort, tier, owner on customer
  for each row when ((old.mrr_sort, old.tier, old.owner) is distinct from (new.mrr_sort, new.tier, new.owner))
  execute function customer_changes();

create index intervention_mrr on intervention (mrr_sort, opened_millis, id) where not shadow;
create index intervention_risk on intervention (risk_sort, opened_millis, id) where not shadow;
create index intervention_priority on intervention (priority, opened_millis, id) where not shadow;
