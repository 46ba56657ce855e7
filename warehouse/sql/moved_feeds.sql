-- Feeds that are polled at another address than the sources file names, by name; one row a feed.
SELECT feed_id, source_id, configured_location, location FROM feed_health
WHERE configured_location IS NOT NULL
ORDER BY feed_id;
