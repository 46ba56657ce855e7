-- Each copy beside the article that it copies, and how much later it came; one row a non-canonical member.
-- Example: SELECT publisher, title, relation, lag_s / 3600 AS lag_h FROM copies ORDER BY lag_s
CREATE OR REPLACE VIEW copies AS
SELECT
    m.cluster_id,
    m.article_id,
    c.canonical_article_id,
    m.role,
    CASE
        WHEN x.article_id = m.article_id THEN x.relation
        WHEN x.relation = 'contains' THEN 'contained'
        WHEN x.relation = 'contained' THEN 'contains'
        ELSE x.relation
    END AS relation,
    CASE
        WHEN a.published_precision IN ('second', 'minute') AND b.published_precision IN ('second', 'minute')
        THEN CAST(round(epoch(a.published_at) - epoch(b.published_at)) AS BIGINT)
    END AS lag_s,
    a.publisher_id,
    p.name AS publisher,
    a.title,
    a.canonical_url,
    a.published_at,
    a.published_on,
    b.publisher_id AS canonical_publisher_id,
    b.title AS canonical_title,
    x.jaccard,
    CASE WHEN x.article_id = m.article_id THEN x.aligned_share ELSE x.other_aligned_share END AS aligned_share
FROM cluster_members AS m
JOIN clusters AS c ON c.cluster_id = m.cluster_id
JOIN articles AS a ON a.article_id = m.article_id
JOIN articles AS b ON b.article_id = c.canonical_article_id
LEFT JOIN publishers AS p ON p.publisher_id = a.publisher_id
LEFT JOIN matches AS x
    ON x.article_id = least(m.article_id, c.canonical_article_id)
    AND x.other_article_id = greatest(m.article_id, c.canonical_article_id)
WHERE m.article_id <> c.canonical_article_id;
COMMENT ON VIEW copies IS 'Each copy beside the article that it copies, and how much later it came; one row a non-canonical member.';
COMMENT ON COLUMN copies.cluster_id IS 'The cluster of both.';
COMMENT ON COLUMN copies.article_id IS 'The copy.';
COMMENT ON COLUMN copies.canonical_article_id IS 'The canonical article.';
COMMENT ON COLUMN copies.role IS 'copy, derived, extended or excerpt.';
COMMENT ON COLUMN copies.relation IS 'What the copy is to the canonical: identical, near_duplicate, contains, contained or derived; null if never compared.';
COMMENT ON COLUMN copies.lag_s IS 'Seconds by which the copy was published later (negative: earlier); null unless both times are known to the minute.';
COMMENT ON COLUMN copies.publisher_id IS 'Who carries the copy; null if unknown.';
COMMENT ON COLUMN copies.publisher IS 'Name of that publisher; null if unknown.';
COMMENT ON COLUMN copies.title IS 'Headline of the copy.';
COMMENT ON COLUMN copies.canonical_url IS 'Address of the copy; null if it has none.';
COMMENT ON COLUMN copies.published_at IS 'When the copy was published; null if undated.';
COMMENT ON COLUMN copies.published_on IS 'The day as printed on the copy; null if undated.';
COMMENT ON COLUMN copies.canonical_publisher_id IS 'Publisher of the canonical; null if unknown.';
COMMENT ON COLUMN copies.canonical_title IS 'Headline of the canonical.';
COMMENT ON COLUMN copies.jaccard IS 'Shared shingles of the two as a share of all of theirs, 0..1.';
COMMENT ON COLUMN copies.aligned_share IS 'Share of the copy''s words that lie in sentences aligned with the canonical, 0..1.';
