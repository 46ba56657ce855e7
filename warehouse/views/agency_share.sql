-- How much of what a publisher carries is others' text, and whose; one row a publisher and origin, its own text as null.
-- Example: SELECT publisher, origin, article_share FROM agency_share ORDER BY publisher, article_share DESC
CREATE OR REPLACE VIEW agency_share AS
WITH told AS (
    SELECT
        a.publisher_id, p.name AS publisher, a.word_count,
        CASE
            WHEN c.origin_name IS NOT NULL
                AND c.origin_publisher_id IS DISTINCT FROM a.publisher_id
                AND lower(c.origin_name) <> lower(coalesce(p.name, ''))
            THEN c.origin_name
            -- Nobody is named: it is whose article the others are copies of.
            WHEN c.origin_name IS NULL AND m.role <> 'canonical' AND b.publisher_id IS DISTINCT FROM a.publisher_id
            THEN coalesce(q.name, b.publisher_id)
        END AS origin
    FROM articles AS a
    JOIN cluster_members AS m ON m.article_id = a.article_id
    JOIN clusters AS c ON c.cluster_id = m.cluster_id
    JOIN articles AS b ON b.article_id = c.canonical_article_id
    LEFT JOIN publishers AS p ON p.publisher_id = a.publisher_id
    LEFT JOIN publishers AS q ON q.publisher_id = b.publisher_id
    WHERE a.publisher_id IS NOT NULL
)
SELECT
    publisher_id,
    publisher,
    origin,
    count(*) AS article_count,
    count(*) / sum(count(*)) OVER (PARTITION BY publisher_id) AS article_share,
    CAST(sum(word_count) AS BIGINT) AS word_count
FROM told
GROUP BY publisher_id, publisher, origin;
COMMENT ON VIEW agency_share IS 'How much of what a publisher carries is others'' text, and whose; one row a publisher and origin, its own text as null.';
COMMENT ON COLUMN agency_share.publisher_id IS 'Who carries it.';
COMMENT ON COLUMN agency_share.publisher IS 'Name of that publisher.';
COMMENT ON COLUMN agency_share.origin IS 'Whose text it is; null for its own.';
COMMENT ON COLUMN agency_share.article_count IS 'Articles.';
COMMENT ON COLUMN agency_share.article_share IS 'Share of the publisher''s articles, 0..1.';
COMMENT ON COLUMN agency_share.word_count IS 'Words in these articles.';
