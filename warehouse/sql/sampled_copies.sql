-- Copies with their canonical articles, by chance but always the same; one row a copy. What a person labels.
SELECT
    m.article_id, c.canonical_article_id, m.role, k.relation, array_to_string(k.reasons, '; ') AS reasons,
    a.publisher_id, a.published_on, a.title, left(a.body, 400) AS opening,
    o.publisher_id AS canonical_publisher_id, o.published_on AS canonical_published_on, o.title AS canonical_title,
    left(o.body, 400) AS canonical_opening
FROM cluster_members AS m
JOIN clusters AS c ON c.cluster_id = m.cluster_id
JOIN articles AS a ON a.article_id = m.article_id
JOIN articles AS o ON o.article_id = c.canonical_article_id
LEFT JOIN matches AS k
    ON k.article_id = least(m.article_id, c.canonical_article_id)
        AND k.other_article_id = greatest(m.article_id, c.canonical_article_id)
WHERE m.article_id <> c.canonical_article_id
ORDER BY md5(CAST(m.article_id AS VARCHAR)), m.article_id
LIMIT $row_limit;
