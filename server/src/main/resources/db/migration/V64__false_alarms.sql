-- How many of a rule's interventions people dismissed as wrong, without reading the others.
create index intervention_wrong on intervention (rule) where end_reason = 'dismissed_wrong' and not shadow;
