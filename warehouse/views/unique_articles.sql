-- Each text once: the canonical article of every cluster, with how many copies it has; one row a cluster.
-- Example: SELECT title, origin_name, copy_count FROM unique_articles ORDER BY copy_count DESC LIMIT 10
CREATE OR REPLACE VIEW unique_articles AS
SELECT
    c.cluster_id,
    a.article_id,
    a.publisher_id,
    p.name AS publisher,
    a.title,
    a.subtitle,
    a.body,
    a.dateline,
    a.section,
    a.keywords,
    a.canonical_url,
    a.language,
    a.published_at,
    a.published_on,
    a.published_precision,
    a.word_count,
    a.pub_status,
    c.article_count - 1 AS copy_count,
    c.publisher_count,
    c.origin_name,
    c.origin_publisher_id,
    c.canonical_reason,
    c.first_published_at,
    c.last_published_at
FROM clusters AS c
JOIN articles AS a ON a.article_id = c.canonical_article_id
LEFT JOIN publishers AS p ON p.publisher_id = a.publisher_id;
COMMENT ON VIEW unique_articles IS 'Each text once: the canonical article of every cluster, with how many copies it has; one row a cluster.';
COMMENT ON COLUMN unique_articles.cluster_id IS 'The cluster.';
COMMENT ON COLUMN unique_articles.article_id IS 'Its canonical article.';
COMMENT ON COLUMN unique_articles.publisher_id IS 'Whose page that stands on; null if unknown.';
COMMENT ON COLUMN unique_articles.publisher IS 'Name of that publisher; null if unknown.';
COMMENT ON COLUMN unique_articles.title IS 'Headline; null if none is printed.';
COMMENT ON COLUMN unique_articles.subtitle IS 'Subheadline; null if none.';
COMMENT ON COLUMN unique_articles.body IS 'The clean text: paragraphs joined by a blank line.';
COMMENT ON COLUMN unique_articles.dateline IS 'Place (and date) at the start of the text; null if none.';
COMMENT ON COLUMN unique_articles.section IS 'Section of the publisher; null if none.';
COMMENT ON COLUMN unique_articles.keywords IS 'Keywords as given.';
COMMENT ON COLUMN unique_articles.canonical_url IS 'Its address; null if it has none.';
COMMENT ON COLUMN unique_articles.language IS 'BCP 47 tag; null if unknown.';
COMMENT ON COLUMN unique_articles.published_at IS 'When it was published; 00:00 UTC of the day under precision day; null if undated.';
COMMENT ON COLUMN unique_articles.published_on IS 'The day as printed; null if undated.';
COMMENT ON COLUMN unique_articles.published_precision IS 'second, minute, day or none.';
COMMENT ON COLUMN unique_articles.word_count IS 'Words in the body.';
COMMENT ON COLUMN unique_articles.pub_status IS 'usable, withheld or canceled.';
COMMENT ON COLUMN unique_articles.copy_count IS 'Other articles with this text; 0 if there is no copy.';
COMMENT ON COLUMN unique_articles.publisher_count IS 'Distinct known publishers that carry it.';
COMMENT ON COLUMN unique_articles.origin_name IS 'Whose text it is; null if unknown.';
COMMENT ON COLUMN unique_articles.origin_publisher_id IS 'The publisher of that name; null if unknown.';
COMMENT ON COLUMN unique_articles.canonical_reason IS 'Why this article stands for all.';
COMMENT ON COLUMN unique_articles.first_published_at IS 'Earliest publication among the members; null if all are undated.';
COMMENT ON COLUMN unique_articles.last_published_at IS 'Latest publication among the members; null if all are undated.';
