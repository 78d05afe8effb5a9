-- What each rep got of late: read by time.
create index assign_decision_at on assign_decision (org_id, at) include (to_kind, to_id, rule_id);
