-- What happened with a customer's keys and bills, as the marks of its chart; one of a kind an hour.
create table happening (
    customer int not null,
    hour_millis bigint not null,
    kind text not null,
    at_millis bigint not null,
    primary key (customer, hour_millis, kind)
);
create index happening_hour on happening using brin (hour_millis);

-- What is still known of the time before.
insert into happening
select customer, max(at_millis) / 3600000 * 3600000, kind, max(at_millis)
from (select customer, at_millis, case substring(kind from '[^/]*$')
        when 'paid' then 'payment_succeeded' when 'unpaid' then 'payment_failed'
        else 'subscription_changed' end as kind
      from billing_order where substring(kind from '[^/]*$') in ('paid', 'unpaid', 'subscription')) known
group by customer, kind;
