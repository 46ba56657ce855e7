-- How many clusters there are of each size; one row a size.
SELECT article_count AS size, count(*) AS cluster_count FROM clusters GROUP BY article_count ORDER BY article_count;
