-- The members of one cluster, by the id of an article or a cluster; one row a member.
SELECT cluster_id, article_id, role, publisher_id, title, canonical_url, published_at, published_on, is_asked_for
FROM cluster_of($id);
