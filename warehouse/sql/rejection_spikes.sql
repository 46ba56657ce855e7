-- Rules that refused far more in the last day than on a usual day of the two weeks before; one row a rule.
WITH begun AS (
    SELECT min(started_at) AS first_at FROM runs
), counted AS (
    SELECT
        stage,
        rule,
        count(*) FILTER (WHERE rejected_at > $now::TIMESTAMPTZ - INTERVAL 1 DAY) AS recent_count,
        count(*) FILTER (WHERE rejected_at <= $now::TIMESTAMPTZ - INTERVAL 1 DAY) / 14.0 AS usual_count,
        arg_max(reason, rejected_at) AS example_reason
    FROM rejections
    WHERE rejected_at > $now::TIMESTAMPTZ - INTERVAL 15 DAY
    GROUP BY stage, rule
)
SELECT stage, rule, recent_count, usual_count, example_reason
FROM counted, begun
WHERE recent_count >= 20
    AND recent_count > 5 * usual_count
    AND first_at < $now::TIMESTAMPTZ - INTERVAL 3 DAY
ORDER BY recent_count DESC, stage, rule;
