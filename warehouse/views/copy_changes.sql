-- What each copy changed: paragraphs kept, changed, dropped and added, headline; one row a non-canonical member that was compared with its canonical.
-- Example: SELECT title, canonical_title, dropped_count, added_count FROM copy_changes ORDER BY dropped_count DESC
CREATE OR REPLACE VIEW copy_changes AS
WITH pairs AS (
    SELECT
        c.cluster_id, c.article_id, c.canonical_article_id, c.publisher, c.title, c.canonical_title, c.role, c.lag_s,
        -- The stored pair is told from the smaller id; here always from the copy.
        list_transform(
            x.aligned_paragraphs,
            lambda p: CASE
                WHEN x.article_id = c.article_id
                THEN {'own': p.paragraph, 'other': p.other_paragraph, 'score': p.score}
                ELSE {'own': p.other_paragraph, 'other': p.paragraph, 'score': p.score}
            END
        ) AS aligned,
        a.paragraph_count, b.paragraph_count AS canonical_paragraph_count,
        a.word_count, b.word_count AS canonical_word_count
    FROM copies AS c
    JOIN matches AS x
        ON x.article_id = least(c.article_id, c.canonical_article_id)
        AND x.other_article_id = greatest(c.article_id, c.canonical_article_id)
    JOIN articles AS a ON a.article_id = c.article_id
    JOIN articles AS b ON b.article_id = c.canonical_article_id
)
SELECT
    cluster_id,
    article_id,
    canonical_article_id,
    publisher,
    role,
    title,
    canonical_title,
    title IS DISTINCT FROM canonical_title AS is_title_changed,
    CAST(len(list_filter(aligned, lambda p: p.score >= 0.999)) AS INTEGER) AS kept_count,
    CAST(len(list_filter(aligned, lambda p: p.score < 0.999)) AS INTEGER) AS changed_count,
    CAST(greatest(0, canonical_paragraph_count - len(list_distinct(list_transform(aligned, lambda p: p.other)))) AS INTEGER)
        AS dropped_count,
    CAST(greatest(0, paragraph_count - len(list_distinct(list_transform(aligned, lambda p: p.own)))) AS INTEGER)
        AS added_count,
    word_count - canonical_word_count AS word_difference,
    lag_s
FROM pairs;
COMMENT ON VIEW copy_changes IS 'What each copy changed: paragraphs kept, changed, dropped and added, headline; one row a non-canonical member that was compared with its canonical.';
COMMENT ON COLUMN copy_changes.cluster_id IS 'The cluster of both.';
COMMENT ON COLUMN copy_changes.article_id IS 'The copy.';
COMMENT ON COLUMN copy_changes.canonical_article_id IS 'The canonical article.';
COMMENT ON COLUMN copy_changes.publisher IS 'Name of the copy''s publisher; null if unknown.';
COMMENT ON COLUMN copy_changes.role IS 'copy, derived, extended or excerpt.';
COMMENT ON COLUMN copy_changes.title IS 'Headline of the copy.';
COMMENT ON COLUMN copy_changes.canonical_title IS 'Headline of the canonical.';
COMMENT ON COLUMN copy_changes.is_title_changed IS 'Whether the headlines differ.';
COMMENT ON COLUMN copy_changes.kept_count IS 'Paragraphs that both have word for word.';
COMMENT ON COLUMN copy_changes.changed_count IS 'Paragraphs of the copy that have a partner in other words.';
COMMENT ON COLUMN copy_changes.dropped_count IS 'Paragraphs of the canonical that have no partner in the copy.';
COMMENT ON COLUMN copy_changes.added_count IS 'Paragraphs of the copy that have no partner in the canonical.';
COMMENT ON COLUMN copy_changes.word_difference IS 'Words of the copy less those of the canonical.';
COMMENT ON COLUMN copy_changes.lag_s IS 'Seconds after the canonical; null unless both times are known to the minute.';
