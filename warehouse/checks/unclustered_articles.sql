-- Every article is in a cluster, if only its own; one row an article that is in none.
SELECT a.article_id
FROM articles AS a ANTI JOIN cluster_members AS m ON m.article_id = a.article_id
ORDER BY a.article_id;
