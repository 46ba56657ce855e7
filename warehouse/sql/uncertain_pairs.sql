-- Judged pairs nearest the line between one text and two, with both articles; one row a pair.
SELECT
    m.article_id, m.other_article_id, m.is_same_text, m.relation, m.reasons,
    abs(greatest(m.aligned_share, m.other_aligned_share) - CAST($line AS DOUBLE)) AS distance,
    m.aligned_share, m.other_aligned_share, m.containment, m.other_containment,
    a.title, o.title AS other_title, a.publisher_id, o.publisher_id AS other_publisher_id,
    a.published_on, o.published_on AS other_published_on
FROM matches AS m
JOIN articles AS a ON a.article_id = m.article_id
JOIN articles AS o ON o.article_id = m.other_article_id
LEFT JOIN verdicts AS v ON v.article_id = m.article_id AND v.other_article_id = m.other_article_id
WHERE v.verdict IS NULL AND m.relation IS NOT NULL AND m.relation <> 'identical'
ORDER BY distance, m.article_id, m.other_article_id
LIMIT $row_limit;
