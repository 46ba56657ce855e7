-- How each feed is doing and what it has brought; one row a feed.
-- Example: SELECT location, state, last_error FROM feed_health WHERE state <> 'ok' ORDER BY consecutive_failures DESC
CREATE OR REPLACE VIEW feed_health AS
WITH brought AS (
    SELECT feed_id, count(*) FILTER (WHERE form <> 'feed') AS document_count, max(fetched_at) AS last_new_at
    FROM documents
    WHERE feed_id IS NOT NULL
    GROUP BY feed_id
),
changed AS (
    SELECT feed_id, max(happened_at) AS changed_at FROM feed_events WHERE kind = 'state' GROUP BY feed_id
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
    b.last_new_at,
    f.failure_score,
    f.interval_s,
    f.configured_location,
    f.identity_reason,
    f.hub_location,
    h.changed_at AS state_since
FROM feeds AS f
LEFT JOIN sources AS s ON s.source_id = f.source_id
LEFT JOIN brought AS b ON b.feed_id = f.feed_id
LEFT JOIN changed AS h ON h.feed_id = f.feed_id;
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
COMMENT ON COLUMN feed_health.failure_score IS 'Weighed failures since the last good poll; at 20 it is dormant; null after a good one.';
COMMENT ON COLUMN feed_health.interval_s IS 'Seconds between two good polls, from its own rhythm; null before the first good poll.';
COMMENT ON COLUMN feed_health.configured_location IS 'The address in the sources file where another one was adopted; null where it is the same.';
COMMENT ON COLUMN feed_health.identity_reason IS 'Why its guids, links or canonical addresses are not trusted; null where all are.';
COMMENT ON COLUMN feed_health.hub_location IS 'The WebSub hub that it names; null if none.';
COMMENT ON COLUMN feed_health.state_since IS 'When its state changed last; null if it was always ok.';
