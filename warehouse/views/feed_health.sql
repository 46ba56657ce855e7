-- How each feed is doing and what it has brought; one row a feed.
-- Example: SELECT location, state, last_error FROM feed_health WHERE state <> 'ok' ORDER BY consecutive_failures DESC
CREATE OR REPLACE VIEW feed_health AS
WITH brought AS (
    SELECT feed_id, count(*) FILTER (WHERE form <> 'feed') AS document_count, max(fetched_at) AS last_new_at
    FROM documents
    WHERE feed_id IS NOT NULL
    GROUP BY feed_id
)
SELECT
    f.feed_id,
    f.source_id,
    s.name AS source,
    f.kind,
    f.location,
    f.state,
    f.last_polled_at,
    f.next_poll_at,
    f.consecutive_failures,
    f.last_error,
    coalesce(b.document_count, 0) AS document_count,
    b.last_new_at
FROM feeds AS f
LEFT JOIN sources AS s ON s.source_id = f.source_id
LEFT JOIN brought AS b ON b.feed_id = f.feed_id;
COMMENT ON VIEW feed_health IS 'How each feed is doing and what it has brought; one row a feed.';
COMMENT ON COLUMN feed_health.feed_id IS 'The feed.';
COMMENT ON COLUMN feed_health.source_id IS 'Its source.';
COMMENT ON COLUMN feed_health.source IS 'Name of the source.';
COMMENT ON COLUMN feed_health.kind IS 'What is polled there.';
COMMENT ON COLUMN feed_health.location IS 'The URL that is polled.';
COMMENT ON COLUMN feed_health.state IS 'ok, degraded, dormant or gone.';
COMMENT ON COLUMN feed_health.last_polled_at IS 'When it was last asked; null if never.';
COMMENT ON COLUMN feed_health.next_poll_at IS 'When it is due again; null means at once.';
COMMENT ON COLUMN feed_health.consecutive_failures IS 'Failed polls since the last good one.';
COMMENT ON COLUMN feed_health.last_error IS 'What the last failed poll said; null after a good one.';
COMMENT ON COLUMN feed_health.document_count IS 'Captures of articles that it led to.';
COMMENT ON COLUMN feed_health.last_new_at IS 'When it last brought bytes that were not known; null if never.';
