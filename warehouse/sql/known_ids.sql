-- Articles and clusters whose id, or an id that leads to them, starts so; one row each. Digits without dashes.
WITH RECURSIVE redirects AS (
    SELECT 'article' AS kind, old_article_id AS old_id, article_id AS new_id FROM article_redirects
    UNION ALL
    SELECT 'cluster' AS kind, old_cluster_id AS old_id, cluster_id AS new_id FROM cluster_redirects
),
names AS (
    SELECT 'article' AS kind, article_id AS id FROM articles
    UNION
    SELECT 'cluster' AS kind, cluster_id AS id FROM clusters
    UNION
    SELECT kind, old_id AS id FROM redirects
),
steps AS (
    SELECT kind, id AS reached_id FROM names WHERE starts_with(replace(CAST(id AS VARCHAR), '-', ''), $digits)
    UNION
    SELECT s.kind, r.new_id AS reached_id
    FROM steps AS s JOIN redirects AS r ON r.kind = s.kind AND r.old_id = s.reached_id
)
SELECT DISTINCT s.kind, s.reached_id
FROM steps AS s
WHERE NOT EXISTS (SELECT 1 FROM redirects AS r WHERE r.kind = s.kind AND r.old_id = s.reached_id)
ORDER BY s.kind, s.reached_id
LIMIT 12;
