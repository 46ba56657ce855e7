-- What is covered in which language and section, with and without copies; one row a language, section and publisher.
-- Example: SELECT language, section, sum(article_count) AS article_count FROM coverage GROUP BY ALL ORDER BY article_count DESC
CREATE OR REPLACE VIEW coverage AS
SELECT
    a.language,
    a.section,
    a.publisher_id,
    p.name AS publisher,
    count(*) AS article_count,
    count(*) FILTER (m.role = 'canonical') AS text_count,
    CAST(sum(a.word_count) AS BIGINT) AS word_count,
    min(a.published_on) AS first_published_on,
    max(a.published_on) AS last_published_on
FROM articles AS a
LEFT JOIN cluster_members AS m ON m.article_id = a.article_id
LEFT JOIN publishers AS p ON p.publisher_id = a.publisher_id
GROUP BY a.language, a.section, a.publisher_id, p.name;
COMMENT ON VIEW coverage IS 'What is covered in which language and section, with and without copies; one row a language, section and publisher.';
COMMENT ON COLUMN coverage.language IS 'BCP 47 tag; null if unknown.';
COMMENT ON COLUMN coverage.section IS 'Section as printed; null if none.';
COMMENT ON COLUMN coverage.publisher_id IS 'Who publishes; null if unknown.';
COMMENT ON COLUMN coverage.publisher IS 'Name of that publisher; null if unknown.';
COMMENT ON COLUMN coverage.article_count IS 'Articles.';
COMMENT ON COLUMN coverage.text_count IS 'Articles that are the canonical one of their cluster.';
COMMENT ON COLUMN coverage.word_count IS 'Words in all bodies.';
COMMENT ON COLUMN coverage.first_published_on IS 'Earliest day as printed; null if all are undated.';
COMMENT ON COLUMN coverage.last_published_on IS 'Latest day as printed; null if all are undated.';
