-- Who carries whose text, the busiest pairs; one row a pair.
SELECT coalesce(publisher, publisher_id) AS publisher, origin, article_count, median_lag_s
FROM syndication
WHERE publisher_id IS NOT NULL
ORDER BY article_count DESC, publisher, origin
LIMIT $row_limit;
