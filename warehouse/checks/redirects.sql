-- An id that was given up is not in use, and does not lead to itself; one row an id that is or does.
SELECT 'article_redirects' AS table_name, r.old_article_id AS old_id, r.article_id AS id
FROM article_redirects AS r
WHERE r.old_article_id = r.article_id OR r.old_article_id IN (SELECT article_id FROM articles)
UNION ALL
SELECT 'cluster_redirects' AS table_name, r.old_cluster_id AS old_id, r.cluster_id AS id
FROM cluster_redirects AS r
WHERE r.old_cluster_id = r.cluster_id OR r.old_cluster_id IN (SELECT cluster_id FROM clusters)
ORDER BY table_name, old_id;
