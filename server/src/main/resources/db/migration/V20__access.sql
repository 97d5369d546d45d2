-- Who may do what over HTTP. Secrets are stored as SHA-256 of 256 random bits.
create table token (
    id           bigint generated always as identity primary key,
    name         text        not null,
    hash         bytea       not null unique,
    scopes       text        not null,
    source       text,
    created_at   timestamptz not null,
    last_used_at timestamptz,
    revoked_at   timestamptz
);
create unique index token_live_name on token (name) where revoked_at is null;

create table session (
    hash       bytea primary key,
    token_id   bigint      not null references token (id),
    created_at timestamptz not null,
    expires_at timestamptz not null
);
create index session_expires_at on session (expires_at);

-- Keys of this installation that must outlive a restart, made when first asked for.
create table installation_key (
    name  text primary key,
    value bytea not null
);
