-- Hourly calls with latency counted in columns, which add up fast; days are summed from them until they are moved to
-- the daily table when their hours are dropped.
drop table usage_hourly;
drop table usage_daily;
drop function add_counts(int[], int[]);

create table usage_hourly (
    customer int not null,
    hour_millis bigint not null,
    calls bigint not null,
    client_errors bigint not null,
    server_errors bigint not null,
    -- Calls answered within 5, 10, 20, 35, 60, 100, 170, 300, 500, 900, 1600, 3000, 6000, 12000 ms, and slower.
    l0 int not null, l1 int not null, l2 int not null, l3 int not null, l4 int not null,
    l5 int not null, l6 int not null, l7 int not null, l8 int not null, l9 int not null,
    l10 int not null, l11 int not null, l12 int not null, l13 int not null, l14 int not null,
    primary key (customer, hour_millis)
) with (fillfactor = 80);
create index usage_hourly_hour on usage_hourly using brin (hour_millis);

create table usage_daily (
    customer int not null,
    day_millis bigint not null,
    calls bigint not null,
    client_errors bigint not null,
    server_errors bigint not null,
    l0 int not null, l1 int not null, l2 int not null, l3 int not null, l4 int not null,
    l5 int not null, l6 int not null, l7 int not null, l8 int not null, l9 int not null,
    l10 int not null, l11 int not null, l12 int not null, l13 int not null, l14 int not null,
    primary key (customer, day_millis)
);
