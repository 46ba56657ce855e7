-- The text in pieces; one row a paragraph of a current article.
-- Example: SELECT paragraph, text FROM paragraphs WHERE article_id = '00000000-0000-0000-0000-000000000000' ORDER BY paragraph
CREATE OR REPLACE VIEW paragraphs AS
WITH split AS (
    SELECT article_id, string_split(body, chr(10) || chr(10)) AS texts FROM articles WHERE body <> ''
)
SELECT article_id, CAST(generate_subscripts(texts, 1) AS INTEGER) AS paragraph, unnest(texts) AS text FROM split;
COMMENT ON VIEW paragraphs IS 'The text in pieces; one row a paragraph of a current article.';
COMMENT ON COLUMN paragraphs.article_id IS 'The article.';
COMMENT ON COLUMN paragraphs.paragraph IS 'Place in the body, from 1.';
COMMENT ON COLUMN paragraphs.text IS 'The paragraph.';
