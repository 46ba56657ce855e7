-- Texts that only one publisher carries; one row a cluster of one publisher whose text credits nobody else.
-- Example: SELECT publisher, count(*) AS text_count FROM exclusives GROUP BY publisher ORDER BY text_count DESC
CREATE OR REPLACE VIEW exclusives AS
SELECT
    c.cluster_id,
    a.article_id,
    a.publisher_id,
    p.name AS publisher,
    a.title,
    a.canonical_url,
    a.published_on,
    a.section,
    a.word_count
FROM clusters AS c
JOIN articles AS a ON a.article_id = c.canonical_article_id
LEFT JOIN publishers AS p ON p.publisher_id = a.publisher_id
WHERE
    c.publisher_count = 1
    AND a.publisher_id IS NOT NULL
    AND (c.origin_name IS NULL OR c.origin_publisher_id = a.publisher_id OR lower(c.origin_name) = lower(p.name))
    -- A member without a known publisher may be anybody's.
    AND NOT EXISTS (
        SELECT 1
        FROM cluster_members AS m JOIN articles AS o ON o.article_id = m.article_id
        WHERE m.cluster_id = c.cluster_id AND o.publisher_id IS NULL
    );
COMMENT ON VIEW exclusives IS 'Texts that only one publisher carries; one row a cluster of one publisher whose text credits nobody else.';
COMMENT ON COLUMN exclusives.cluster_id IS 'The cluster.';
COMMENT ON COLUMN exclusives.article_id IS 'Its canonical article.';
COMMENT ON COLUMN exclusives.publisher_id IS 'The one publisher.';
COMMENT ON COLUMN exclusives.publisher IS 'Its name.';
COMMENT ON COLUMN exclusives.title IS 'Headline; null if none is printed.';
COMMENT ON COLUMN exclusives.canonical_url IS 'Address; null if it has none.';
COMMENT ON COLUMN exclusives.published_on IS 'The day as printed; null if undated.';
COMMENT ON COLUMN exclusives.section IS 'Section; null if none.';
COMMENT ON COLUMN exclusives.word_count IS 'Words in the body.';
