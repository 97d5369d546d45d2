-- How far a source has been read; written in the commit that makes what was read durable.
create table source_progress (
    source text primary key,
    progress text not null,
    updated_at timestamptz not null default now()
);
