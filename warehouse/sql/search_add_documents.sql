-- The incoming texts with their lengths; one without a word has none, and is known all the same.
INSERT INTO search_documents (number, article_id, text_digest, term_count)
SELECT
    i.number, i.article_id, i.text_digest,
    CAST(coalesce(sum(3 * c.title_count + c.body_count), 0) AS INTEGER)
FROM search_incoming AS i LEFT JOIN search_counted AS c ON c.number = i.number
GROUP BY ALL;
