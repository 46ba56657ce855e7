-- Clusters of at least so many articles, the largest first; of these a sample that is the same each time, if one is wanted.
WITH wanted AS (
    SELECT cluster_id, article_count
    FROM clusters
    WHERE article_count >= $min_size
    ORDER BY CASE WHEN CAST($sample AS BIGINT) IS NULL THEN '' ELSE md5(CAST(cluster_id AS VARCHAR)) END, cluster_id
    LIMIT CASE WHEN CAST($sample AS BIGINT) IS NULL THEN 9223372036854775807 ELSE CAST($sample AS BIGINT) END
)
SELECT cluster_id FROM wanted ORDER BY article_count DESC, cluster_id;
