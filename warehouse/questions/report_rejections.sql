-- What was refused, by stage and rule; one row each.
SELECT stage, rule, CAST(sum(rejection_count) AS BIGINT) AS rejection_count, max(last_rejected_at) AS last_rejected_at, any_value(example_location) AS example_location, any_value(example_reason) AS example_reason
FROM rejection_summary
GROUP BY stage, rule
ORDER BY rejection_count DESC, stage, rule;
