-- What publishers changed after publication, before and after; one row a version but the first.
-- Example: SELECT seen_at, title_before, title FROM corrections WHERE is_title_changed ORDER BY seen_at DESC
CREATE OR REPLACE VIEW corrections AS
WITH versions AS (
    SELECT
        *,
        lag(title) OVER w AS title_before,
        lag(body) OVER w AS body_before,
        lag(version_number) OVER w AS version_number_before
    FROM article_versions
    WINDOW w AS (PARTITION BY article_id ORDER BY version_number)
)
SELECT
    v.article_id,
    v.version_number,
    v.seen_at,
    a.publisher_id,
    a.canonical_url,
    v.title_before,
    v.title,
    v.title_before IS DISTINCT FROM v.title AS is_title_changed,
    v.body_before,
    v.body,
    v.body_before IS DISTINCT FROM v.body AS is_body_changed
FROM versions AS v
JOIN articles AS a ON a.article_id = v.article_id
WHERE v.version_number_before IS NOT NULL;
COMMENT ON VIEW corrections IS 'What publishers changed after publication, before and after; one row a version but the first.';
COMMENT ON COLUMN corrections.article_id IS 'The article.';
COMMENT ON COLUMN corrections.version_number IS 'The version that the change made.';
COMMENT ON COLUMN corrections.seen_at IS 'When the change was first captured.';
COMMENT ON COLUMN corrections.publisher_id IS 'Who changed it; null if unknown.';
COMMENT ON COLUMN corrections.canonical_url IS 'Address of the article; null if it has none.';
COMMENT ON COLUMN corrections.title_before IS 'Headline of the version before.';
COMMENT ON COLUMN corrections.title IS 'Headline of this version.';
COMMENT ON COLUMN corrections.is_title_changed IS 'Whether the headline is another one.';
COMMENT ON COLUMN corrections.body_before IS 'Text of the version before.';
COMMENT ON COLUMN corrections.body IS 'Text of this version.';
COMMENT ON COLUMN corrections.is_body_changed IS 'Whether the text is another one.';
