-- Failures of the platform itself, as the fleet stage found them. What they hold back names them in held_by.
create table incident (
    id text primary key,
    started_millis bigint not null,
    -- -1 while it lasts.
    ended_millis bigint not null,
    failing int not null,
    active int not null
);
create index incident_started on incident (started_millis, id);
create index intervention_held_by on intervention (held_by) where held_by is not null;
