-- Known customers are found by their custom fields too: f:KEY=value, folded as rules compare it, of a long value its beginning.
insert into customer_key (org_id, key, customer_id)
select customer.org_id, 'f:' || field.key || '=' || left(
    translate(field.value #>> '{}', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), 200), customer.customer_id
from customer cross join lateral jsonb_each(customer.attrs) field (key, value)
where jsonb_typeof(field.value) in ('string', 'number', 'boolean') and field.value #>> '{}' <> ''
on conflict do nothing;
