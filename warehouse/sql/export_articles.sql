-- These articles with what is known about them and their copies; one row an article.
SELECT
    CAST(a.article_id AS VARCHAR) AS article_id,
    CAST(m.cluster_id AS VARCHAR) AS cluster_id,
    m.role,
    CAST(c.canonical_article_id AS VARCHAR) AS canonical_article_id,
    y.relation,
    y.lag_s,
    c.article_count AS cluster_article_count,
    c.origin_name,
    a.publisher_id,
    p.name AS publisher,
    a.source_id,
    a.title,
    a.subtitle,
    a.body,
    coalesce(w.authors, CAST([] AS VARCHAR[])) AS authors,
    a.dateline,
    a.section,
    a.keywords,
    a.canonical_url,
    a.guid,
    a.image_url,
    a.image_caption,
    a.language,
    a.published_at,
    a.published_on,
    a.published_precision,
    a.modified_at,
    a.word_count,
    a.paragraph_count,
    a.content_digest,
    a.version_number,
    a.rules_id,
    a.pub_status,
    a.embargo_until,
    a.urgency,
    a.first_seen_at
FROM articles AS a
LEFT JOIN cluster_members AS m ON m.article_id = a.article_id
LEFT JOIN clusters AS c ON c.cluster_id = m.cluster_id
LEFT JOIN copies AS y ON y.article_id = a.article_id
LEFT JOIN publishers AS p ON p.publisher_id = a.publisher_id
LEFT JOIN (
    SELECT l.article_id, list(n.name ORDER BY l.position) AS authors
    FROM article_authors AS l JOIN authors AS n ON n.author_id = l.author_id
    GROUP BY l.article_id
) AS w ON w.article_id = a.article_id
WHERE a.article_id IN (SELECT unnest(CAST($ids AS UUID[])))
ORDER BY a.article_id;
