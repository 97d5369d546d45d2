-- The slowest call, which bounds the highest bucket: a p95 within it is not put beyond it. What was counted before has no
-- bound.
alter table usage_hourly add column latency_max int not null default 2147483647;
alter table usage_daily add column latency_max int not null default 2147483647;
alter table usage_hourly alter column latency_max drop default;
alter table usage_daily alter column latency_max drop default;
