-- When the newest of a billing system's records of a kind was made: an older one that comes later changes nothing.
create table billing_order (
    customer integer not null,
    kind text not null,
    at_millis bigint not null,
    primary key (customer, kind)
);
