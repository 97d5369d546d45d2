-- The journal and what commits together with it.

create table setting (
    name text primary key,
    value text not null
);

-- One row is a batch of records; position is that of its last record.
create table journal (
    position bigint primary key,
    records int not null,
    -- Events accepted since the beginning, this batch included.
    events bigint not null,
    -- Event time after the batch, -1 before the first tick.
    at_millis bigint not null,
    written_at timestamptz not null default now(),
    payload bytea not null
);
-- Compressed already; PostgreSQL would try again at half the speed.
alter table journal alter column payload set storage external;

-- Hashes of the record ids that a batch brought, eight bytes each.
create table record_ids (
    position bigint primary key,
    arrived_millis bigint not null,
    hashes bytea not null
);
alter table record_ids alter column hashes set storage external;

-- Requests by the hash of their key, with the answer that was given first.
create table request (
    key_hash bytea primary key,
    body_hash bytea,
    keep_until_millis bigint not null,
    accepted int not null,
    rejected text not null
);
create index request_keep_until on request (keep_until_millis);

create table source (
    number int primary key,
    name text not null unique
);

-- What the directory learned, in order: who is meant by which id. An erased customer's rows lose their names.
create table identity_change (
    ordinal bigint generated always as identity primary key,
    kind smallint not null,
    customer int not null,
    source text not null,
    name text not null
);
create index identity_change_customer on identity_change (customer);

-- The key that seals a customer's personal fields in the journal. Deleting it erases them.
create table customer_key (
    customer int primary key,
    secret bytea not null
);

-- A cut: the state of everything at a position. Valid once its row is here; the parts come before it.
create table cut (
    position bigint primary key,
    at_millis bigint not null,
    taken_at timestamptz not null default now(),
    -- Holds every customer, not only those changed since the cut before.
    whole boolean not null,
    rules text not null,
    shared bytea not null,
    host bytea not null
);

create table cut_part (
    position bigint not null,
    part int not null,
    customers bytea not null,
    primary key (position, part)
);
alter table cut_part alter column customers set storage external;

create table rejected (
    id bigint generated always as identity primary key,
    source text not null,
    arrived_millis bigint not null,
    line bigint not null,
    field text,
    reason text not null,
    masked text not null
);
create index rejected_arrived on rejected (arrived_millis);

create table unattributed (
    source text not null,
    name text not null,
    events bigint not null,
    first_millis bigint not null,
    last_millis bigint not null,
    primary key (source, name)
);
