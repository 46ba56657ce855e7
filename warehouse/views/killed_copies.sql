-- Copies that still stand though the publisher of their text has withdrawn it; one row a copy.
-- Example: SELECT publisher_id, canonical_url, killed_title FROM killed_copies ORDER BY publisher_id
CREATE OR REPLACE VIEW killed_copies AS
SELECT
    m.article_id,
    a.publisher_id,
    a.canonical_url,
    a.title,
    m.role,
    k.article_id AS killed_article_id,
    k.publisher_id AS killed_by,
    k.title AS killed_title,
    k.pub_status,
    k.last_seen_at AS killed_seen_at
FROM articles AS k
JOIN cluster_members AS km ON km.article_id = k.article_id
JOIN cluster_members AS m ON m.cluster_id = km.cluster_id AND m.article_id <> k.article_id
JOIN articles AS a ON a.article_id = m.article_id
WHERE k.pub_status IN ('canceled', 'withheld') AND a.pub_status = 'usable';
COMMENT ON VIEW killed_copies IS 'Copies that still stand though the publisher of their text has withdrawn it; one row a copy.';
COMMENT ON COLUMN killed_copies.article_id IS 'The copy.';
COMMENT ON COLUMN killed_copies.publisher_id IS 'Who carries it; null if unknown.';
COMMENT ON COLUMN killed_copies.canonical_url IS 'Address of the copy; null if it has none.';
COMMENT ON COLUMN killed_copies.title IS 'Headline of the copy.';
COMMENT ON COLUMN killed_copies.role IS 'What the copy is in its cluster.';
COMMENT ON COLUMN killed_copies.killed_article_id IS 'The article that was withdrawn.';
COMMENT ON COLUMN killed_copies.killed_by IS 'Who withdrew it; null if unknown.';
COMMENT ON COLUMN killed_copies.killed_title IS 'Headline of the withdrawn article.';
COMMENT ON COLUMN killed_copies.pub_status IS 'canceled or withheld.';
COMMENT ON COLUMN killed_copies.killed_seen_at IS 'When the withdrawal was last seen.';
