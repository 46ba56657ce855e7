-- Every article shows one of its stored versions; one row an article that does not.
SELECT a.article_id, a.version_number, v.content_digest AS version_digest, a.content_digest
FROM articles AS a
LEFT JOIN article_versions AS v ON v.article_id = a.article_id AND v.version_number = a.version_number
WHERE v.content_digest IS DISTINCT FROM a.content_digest OR v.body IS DISTINCT FROM a.body
ORDER BY a.article_id;
