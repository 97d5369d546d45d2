-- A search looks for the usual customers or for all; each half has its index, so that what many internal customers share
-- with them is not fetched.
drop index customer_search;
create index customer_search on customer using gin (search gin_trgm_ops) where not removed and not internal;
create index customer_search_internal on customer using gin (search gin_trgm_ops) where not removed and internal;
