-- Pages that a section page led to, the newest first, and whether an article came of them; one row a page.
SELECT d.location, count(a.article_id) > 0 AS has_article
FROM documents AS d
LEFT JOIN article_documents AS a ON a.document_id = d.document_id
WHERE d.feed_id = $feed_id AND d.form <> 'feed'
GROUP BY d.location
ORDER BY max(d.fetched_at) DESC, d.location
LIMIT 1000;
