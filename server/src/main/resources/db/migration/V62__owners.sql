-- The customers of an owner in any order are read from one index, which holds what they are sorted and filtered by.
drop index customer_owner;
create index customer_owner on customer (owner, number)
  include (name_sort, score_sort, calls_sort, last_call_sort, error_sort, mrr_sort, health, tier, stage)
  where owner is not null and not removed;
