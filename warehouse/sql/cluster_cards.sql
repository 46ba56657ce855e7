-- What to show of the members of these clusters, in time order; one row a member.
SELECT
    m.cluster_id,
    m.article_id,
    m.role,
    y.relation,
    CASE WHEN x.article_id = m.article_id THEN x.containment ELSE x.other_containment END AS containment,
    CASE WHEN x.article_id = m.article_id THEN x.other_containment ELSE x.containment END AS canonical_containment,
    y.aligned_share,
    y.lag_s,
    a.title,
    left(a.body, 400) AS opening,
    a.publisher_id,
    p.name AS publisher,
    d.location,
    a.canonical_url,
    a.published_at,
    a.published_on,
    a.published_precision,
    a.word_count
FROM cluster_members AS m
JOIN clusters AS c ON c.cluster_id = m.cluster_id
JOIN articles AS a ON a.article_id = m.article_id
LEFT JOIN copies AS y ON y.article_id = m.article_id
LEFT JOIN matches AS x
    ON x.article_id = least(m.article_id, c.canonical_article_id)
    AND x.other_article_id = greatest(m.article_id, c.canonical_article_id)
    AND m.article_id <> c.canonical_article_id
LEFT JOIN publishers AS p ON p.publisher_id = a.publisher_id
LEFT JOIN documents AS d ON d.document_id = a.document_id
WHERE m.cluster_id IN (SELECT unnest(CAST($cluster_ids AS UUID[])))
ORDER BY m.cluster_id, a.published_at NULLS LAST, m.role <> 'canonical', m.article_id;
