-- Every member was judged against its canonical article; one row a member that was not.
SELECT m.cluster_id, m.article_id, c.canonical_article_id
FROM cluster_members AS m
JOIN clusters AS c ON c.cluster_id = m.cluster_id
ANTI JOIN matches AS x
    ON x.article_id = least(m.article_id, c.canonical_article_id)
    AND x.other_article_id = greatest(m.article_id, c.canonical_article_id)
WHERE m.article_id <> c.canonical_article_id
ORDER BY m.cluster_id, m.article_id;
