-- Feeds that are not well, the worst first; one row a feed.
SELECT feed_id, source_id, location, state, consecutive_failures, last_error, last_polled_at, next_poll_at
FROM feed_health
WHERE state <> 'ok'
ORDER BY consecutive_failures DESC, feed_id;
