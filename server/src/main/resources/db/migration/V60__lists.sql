-- The list of customers in any order under any filter. A kind is a combination of health, tier and stage that exists;
-- within each kind an index has every order, so that a page is merged from the starts of some. Scores and revenues are
-- ordered exactly, error rates in steps of an eighth: many customers lie between 0 and 1 percent.
drop index customer_name;
drop index customer_score;
drop index customer_calls;
drop index customer_last_call;
drop index customer_error;
drop index customer_mrr;
drop index customer_owner;

update customer set
  score_sort = floor(engagement_score),
  mrr_sort = case when mrr is null then -1 else round((mrr * 100)::numeric) end,
  error_sort = case
    when error_rate is null then -1
    when error_rate <= 0 then 0
    else (select greatest(bits - 4, 0) * 8 + (units >> greatest(bits - 4, 0))
          from (select units, length(ltrim(units::bit(32)::text, '0')) as bits
                from (select greatest(1, round(least(error_rate, 1) * 1000000))::int as units) a) b)
  end;

create index customer_name on customer (name_sort, number) include (search) where not removed;
create index customer_score on customer (score_sort, number) where not removed;
create index customer_calls on customer (calls_sort, number) where not removed;
create index customer_last_call on customer (last_call_sort, number) where not removed;
create index customer_error on customer (error_sort, number) where not removed;
create index customer_mrr on customer (mrr_sort, number) where not removed;
create index customer_kind_name on customer (health, tier, stage, name_sort, number) where not removed;
create index customer_kind_score on customer (health, tier, stage, score_sort, number) where not removed;
create index customer_kind_calls on customer (health, tier, stage, calls_sort, number) where not removed;
create index customer_kind_last_call on customer (health, tier, stage, last_call_sort, number) where not removed;
create index customer_kind_error on customer (health, tier, stage, error_sort, number) where not removed;
create index customer_kind_mrr on customer (health, tier, stage, mrr_sort, number) where not removed;
create index customer_owner on customer (owner) where owner is not null and not removed;
