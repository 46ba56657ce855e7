-- Every cluster has its canonical article among its members, in that role and once; one row a cluster that does not.
SELECT
    c.cluster_id,
    c.canonical_article_id,
    count(m.article_id) AS member_count,
    count(*) FILTER (WHERE m.role = 'canonical') AS canonical_count
FROM clusters AS c
LEFT JOIN cluster_members AS m ON m.cluster_id = c.cluster_id
GROUP BY c.cluster_id, c.canonical_article_id
HAVING count(*) FILTER (WHERE m.role = 'canonical') <> 1
    OR count(*) FILTER (WHERE m.role = 'canonical' AND m.article_id = c.canonical_article_id) <> 1
ORDER BY c.cluster_id;
