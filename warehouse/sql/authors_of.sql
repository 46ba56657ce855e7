-- Bylines of the incoming articles; one row an entry, in order.
SELECT aa.article_id, a.name
FROM article_authors AS aa
JOIN authors AS a ON a.author_id = aa.author_id
WHERE aa.article_id IN (SELECT CAST(article_id AS UUID) FROM incoming)
ORDER BY aa.article_id, aa.position;
