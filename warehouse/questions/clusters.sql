-- Clusters of at least so many articles, the largest first; one row a cluster.
SELECT
    c.cluster_id, c.article_count, c.publisher_count, c.origin_name, c.canonical_article_id, c.canonical_reason, a.title,
    c.first_published_at, c.last_published_at
FROM clusters AS c
JOIN articles AS a ON a.article_id = c.canonical_article_id
WHERE c.article_count >= $min_size
ORDER BY c.article_count DESC, c.first_published_at DESC NULLS LAST, c.cluster_id
LIMIT $row_limit;
