-- Who had a shared text first; one row a cluster of two or more publishers whose first time is known to the minute.
-- Example: SELECT first_publisher, count(*) AS text_count, median(head_start_s) AS median_head_start_s FROM first_publishers GROUP BY first_publisher ORDER BY text_count DESC
CREATE OR REPLACE VIEW first_publishers AS
WITH timed AS (
    SELECT
        m.cluster_id, a.article_id, a.publisher_id, p.name AS publisher, a.title, a.published_at,
        row_number() OVER (PARTITION BY m.cluster_id ORDER BY a.published_at, a.article_id) AS place
    FROM cluster_members AS m
    JOIN articles AS a ON a.article_id = m.article_id
    LEFT JOIN publishers AS p ON p.publisher_id = a.publisher_id
    WHERE a.published_precision IN ('second', 'minute') AND a.publisher_id IS NOT NULL
),
-- Of a publisher that has it twice, the earlier one.
firsts AS (
    SELECT cluster_id, publisher_id, min(published_at) AS published_at FROM timed GROUP BY cluster_id, publisher_id
),
seconds AS (
    SELECT t.cluster_id, min(f.published_at) AS published_at
    FROM timed AS t JOIN firsts AS f ON f.cluster_id = t.cluster_id AND f.publisher_id <> t.publisher_id
    WHERE t.place = 1
    GROUP BY t.cluster_id
)
SELECT
    t.cluster_id,
    t.article_id AS first_article_id,
    t.publisher_id AS first_publisher_id,
    t.publisher AS first_publisher,
    t.title,
    t.published_at AS first_published_at,
    CAST(round(epoch(s.published_at) - epoch(t.published_at)) AS BIGINT) AS head_start_s,
    c.publisher_count,
    c.origin_name,
    t.article_id = c.canonical_article_id AS is_canonical
FROM timed AS t
JOIN seconds AS s ON s.cluster_id = t.cluster_id
JOIN clusters AS c ON c.cluster_id = t.cluster_id
WHERE t.place = 1;
COMMENT ON VIEW first_publishers IS 'Who had a shared text first; one row a cluster of two or more publishers whose first time is known to the minute.';
COMMENT ON COLUMN first_publishers.cluster_id IS 'The cluster.';
COMMENT ON COLUMN first_publishers.first_article_id IS 'The earliest article among those known to the minute.';
COMMENT ON COLUMN first_publishers.first_publisher_id IS 'Who published it.';
COMMENT ON COLUMN first_publishers.first_publisher IS 'Name of that publisher.';
COMMENT ON COLUMN first_publishers.title IS 'Its headline.';
COMMENT ON COLUMN first_publishers.first_published_at IS 'When.';
COMMENT ON COLUMN first_publishers.head_start_s IS 'Seconds until the next publisher had it.';
COMMENT ON COLUMN first_publishers.publisher_count IS 'Distinct known publishers of the cluster.';
COMMENT ON COLUMN first_publishers.origin_name IS 'Whose text it is; null if unknown. It need not be who was first.';
COMMENT ON COLUMN first_publishers.is_canonical IS 'Whether that article stands for the cluster.';
