-- Feeds, the troubled ones first; one row a feed.
SELECT location, state, last_polled_at, consecutive_failures, document_count, last_error
FROM feed_health
ORDER BY state = 'ok', consecutive_failures DESC, location
LIMIT $row_limit;
