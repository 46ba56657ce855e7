-- What a cluster says about its members agrees with them; one row a cluster that does not.
WITH counted AS (
    SELECT
        m.cluster_id,
        count(*) AS article_count,
        count(DISTINCT a.publisher_id) AS publisher_count,
        min(a.published_at) AS first_published_at,
        max(a.published_at) AS last_published_at
    FROM cluster_members AS m
    JOIN articles AS a ON a.article_id = m.article_id
    GROUP BY m.cluster_id
)
SELECT
    c.cluster_id,
    c.article_count,
    n.article_count AS counted_articles,
    c.publisher_count,
    n.publisher_count AS counted_publishers
FROM clusters AS c
JOIN counted AS n ON n.cluster_id = c.cluster_id
WHERE c.article_count <> n.article_count
    OR c.publisher_count <> n.publisher_count
    OR c.first_published_at IS DISTINCT FROM n.first_published_at
    OR c.last_published_at IS DISTINCT FROM n.last_published_at
ORDER BY c.cluster_id;
