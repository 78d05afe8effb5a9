-- The best of a pool come first, for a claim of "the best" and for the pool's list: without it a claim sorts the pool.
create index lead_pool_best on lead (org_id, holder_id, score desc, arrived_at, lead_id) where holder_kind = 'pool';
