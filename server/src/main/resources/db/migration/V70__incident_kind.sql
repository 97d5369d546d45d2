-- How the platform failed: server (5xx), auth (401 and 403), throttled (429). Before, 5xx alone was found.
alter table incident add column kind text not null default 'server';
alter table incident alter column kind drop default;
