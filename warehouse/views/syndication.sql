-- Who carries whose text, and how fast; one row a pair of carrying publisher and origin.
-- Example: SELECT publisher, origin, article_count FROM syndication ORDER BY article_count DESC
CREATE OR REPLACE VIEW syndication AS
WITH carried AS (
    SELECT
        a.publisher_id,
        coalesce(c.origin_name, o.name, b.publisher_id) AS origin,
        CASE WHEN c.origin_name IS NULL THEN coalesce(c.origin_publisher_id, b.publisher_id) ELSE c.origin_publisher_id END
            AS origin_publisher_id,
        CASE
            WHEN m.article_id <> c.canonical_article_id
                AND a.published_precision IN ('second', 'minute') AND b.published_precision IN ('second', 'minute')
            THEN CAST(round(epoch(a.published_at) - epoch(b.published_at)) AS BIGINT)
        END AS lag_s
    FROM cluster_members AS m
    JOIN clusters AS c ON c.cluster_id = m.cluster_id
    JOIN articles AS a ON a.article_id = m.article_id
    JOIN articles AS b ON b.article_id = c.canonical_article_id
    LEFT JOIN publishers AS o ON o.publisher_id = coalesce(c.origin_publisher_id, b.publisher_id)
)
SELECT
    coalesce(p.name, w.publisher_id) AS publisher,
    w.origin,
    w.publisher_id,
    w.origin_publisher_id,
    count(*) AS article_count,
    median(w.lag_s) AS median_lag_s
FROM carried AS w
LEFT JOIN publishers AS p ON p.publisher_id = w.publisher_id
WHERE w.origin IS NOT NULL
    AND (w.origin_publisher_id IS NULL OR w.publisher_id IS DISTINCT FROM w.origin_publisher_id)
    AND lower(coalesce(p.name, '')) <> lower(w.origin)
GROUP BY ALL;
COMMENT ON VIEW syndication IS 'Who carries whose text, and how fast; one row a pair of carrying publisher and origin.';
COMMENT ON COLUMN syndication.publisher IS 'Who carries the text; null where the publisher is unknown.';
COMMENT ON COLUMN syndication.origin IS 'Whose text it is.';
COMMENT ON COLUMN syndication.publisher_id IS 'Id of the carrying publisher; null if unknown.';
COMMENT ON COLUMN syndication.origin_publisher_id IS 'Id of the origin; null if it is known by name only.';
COMMENT ON COLUMN syndication.article_count IS 'Articles that the one carries of the other.';
COMMENT ON COLUMN syndication.median_lag_s IS 'Median of the seconds after the canonical article; null where no pair has both times to the minute.';
