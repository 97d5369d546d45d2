-- What people and programs read; made from the journal.

create extension if not exists pg_trgm;

create table customer (
    number int primary key,
    id text not null unique,
    name text,
    owner text,
    search text not null,
    tier text not null default 'none',
    stage text not null default 'new',
    health text not null default 'new',
    engagement_score double precision not null default 0,
    calls_total bigint not null default 0,
    last_call_millis bigint not null default -1,
    error_rate double precision,
    usage_trend text,
    mrr double precision,
    subscription_status text not null default 'none',
    tags text[] not null default '{}',
    removed boolean not null default false,
    updated_millis bigint not null default -1,
    -- Coarse copies that the lists are ordered by: an index is written only when a value moves past a step.
    name_sort text not null,
    score_sort smallint not null default 0,
    calls_sort bigint not null default 0,
    last_call_sort bigint not null default -1,
    error_sort smallint not null default -1,
    mrr_sort bigint not null default -1
) with (fillfactor = 75);
create index customer_search on customer using gin (search gin_trgm_ops);
create index customer_name on customer (name_sort, number);
create index customer_score on customer (score_sort, number);
create index customer_calls on customer (calls_sort, number);
create index customer_last_call on customer (last_call_sort, number);
create index customer_error on customer (error_sort, number);
create index customer_mrr on customer (mrr_sort, number);
create index customer_owner on customer (owner) where owner is not null;

create table customer_profile (
    number int primary key,
    fields jsonb not null
);

create table intervention (
    id text primary key,
    customer int not null,
    rule text not null,
    title text not null,
    priority smallint not null,
    status text not null,
    opened_millis bigint not null,
    cleared_millis bigint not null,
    reopenings int not null,
    reason text not null,
    end_reason text,
    diagnosis text not null,
    recommended_action text not null,
    held_by text,
    assignee text,
    acknowledged_millis bigint not null,
    snoozed_until_millis bigint not null,
    updated_millis bigint not null,
    opening text not null,
    latest text not null,
    -- Its rule is only tried: recorded, not shown.
    shadow boolean not null
) with (fillfactor = 80);
create index intervention_customer on intervention (customer, opened_millis);
create index intervention_opened on intervention (opened_millis, id);
create index intervention_status on intervention (status, opened_millis, id);
create index intervention_rule on intervention (rule, status);

create table intervention_entry (
    intervention text not null,
    position bigint not null,
    ordinal int not null,
    at_millis bigint not null,
    kind text not null,
    reason text not null,
    actor text not null,
    text text not null,
    note text,
    primary key (intervention, position, ordinal)
);

create table usage_hourly (
    customer int not null,
    hour_millis bigint not null,
    calls bigint not null,
    client_errors bigint not null,
    server_errors bigint not null,
    latency int[],
    primary key (customer, hour_millis)
) with (fillfactor = 80);
create index usage_hourly_hour on usage_hourly using brin (hour_millis);

create table usage_daily (
    customer int not null,
    day_millis bigint not null,
    calls bigint not null,
    client_errors bigint not null,
    server_errors bigint not null,
    latency int[],
    primary key (customer, day_millis)
) with (fillfactor = 80);

create function add_counts(a int[], b int[]) returns int[]
    language sql immutable parallel safe
    as $$
        select case
            when a is null then b
            when b is null then a
            else (select array_agg(coalesce(x, 0) + coalesce(y, 0) order by i)
                  from unnest(a, b) with ordinality as t(x, y, i))
        end
    $$;

-- How far the tables have come: everything up to the position is in them.
create table projected (
    what text primary key,
    position bigint not null
);
insert into projected values ('decisions', 0), ('usage', 0);
