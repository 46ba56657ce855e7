-- How long after publication an article was first captured; one row an article whose time is known to the minute.
-- Example: SELECT publisher_id, median(lag_s) AS median_lag_s FROM publication_lag GROUP BY publisher_id ORDER BY median_lag_s
CREATE OR REPLACE VIEW publication_lag AS
SELECT
    a.article_id,
    a.source_id,
    a.publisher_id,
    a.title,
    a.published_at,
    a.first_seen_at,
    CAST(round(epoch(a.first_seen_at) - epoch(a.published_at)) AS BIGINT) AS lag_s
FROM articles AS a
WHERE a.published_precision IN ('second', 'minute');
COMMENT ON VIEW publication_lag IS 'How long after publication an article was first captured; one row an article whose time is known to the minute.';
COMMENT ON COLUMN publication_lag.article_id IS 'The article.';
COMMENT ON COLUMN publication_lag.source_id IS 'The source that brought its current version; null if none.';
COMMENT ON COLUMN publication_lag.publisher_id IS 'Who published it; null if unknown.';
COMMENT ON COLUMN publication_lag.title IS 'Headline.';
COMMENT ON COLUMN publication_lag.published_at IS 'When it was published.';
COMMENT ON COLUMN publication_lag.first_seen_at IS 'When a capture of it was read for the first time.';
COMMENT ON COLUMN publication_lag.lag_s IS 'Seconds from the one to the other; large in a backfill, negative where a page names a later time.';
