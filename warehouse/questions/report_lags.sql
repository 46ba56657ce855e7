-- How much later copies came than the canonical; one row a span.
SELECT span, position, count(*) AS copy_count
FROM (
    SELECT
        CASE
            WHEN lag_s < 0 THEN 'earlier' WHEN lag_s < 900 THEN '15 min' WHEN lag_s < 3600 THEN '1 h'
            WHEN lag_s < 10800 THEN '3 h' WHEN lag_s < 43200 THEN '12 h' WHEN lag_s < 86400 THEN '1 day'
            WHEN lag_s < 259200 THEN '3 days' ELSE 'later'
        END AS span,
        CASE
            WHEN lag_s < 0 THEN 1 WHEN lag_s < 900 THEN 2 WHEN lag_s < 3600 THEN 3 WHEN lag_s < 10800 THEN 4
            WHEN lag_s < 43200 THEN 5 WHEN lag_s < 86400 THEN 6 WHEN lag_s < 259200 THEN 7 ELSE 8
        END AS position
    FROM copies
    WHERE lag_s IS NOT NULL
)
GROUP BY ALL
ORDER BY position;
