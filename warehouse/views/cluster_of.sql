-- The cluster of an article, also by an id that is no longer used, or by a cluster's own id; one row a member.
-- Example: SELECT role, publisher_id, title FROM cluster_of('00000000-0000-0000-0000-000000000000')
CREATE OR REPLACE MACRO cluster_of(id) AS TABLE
WITH RECURSIVE article_steps AS (
    SELECT TRY_CAST(id AS UUID) AS reached_id
    UNION
    SELECT r.article_id FROM article_steps AS s JOIN article_redirects AS r ON r.old_article_id = s.reached_id
),
cluster_steps AS (
    SELECT TRY_CAST(id AS UUID) AS reached_id
    UNION
    SELECT r.cluster_id FROM cluster_steps AS s JOIN cluster_redirects AS r ON r.old_cluster_id = s.reached_id
),
found AS (
    SELECT m.cluster_id
    FROM article_steps AS s JOIN cluster_members AS m ON m.article_id = s.reached_id
    UNION
    SELECT c.cluster_id
    FROM cluster_steps AS s JOIN clusters AS c ON c.cluster_id = s.reached_id
)
SELECT
    m.cluster_id,
    m.article_id,
    m.role,
    a.publisher_id,
    a.title,
    a.canonical_url,
    a.published_at,
    a.published_on,
    m.article_id IN (SELECT s.reached_id FROM article_steps AS s) AS is_asked_for
FROM found AS f
JOIN cluster_members AS m ON m.cluster_id = f.cluster_id
JOIN articles AS a ON a.article_id = m.article_id
ORDER BY m.role <> 'canonical', a.published_at NULLS LAST, m.article_id;
COMMENT ON MACRO TABLE cluster_of IS 'The cluster of an article, also by an id that is no longer used, or by a cluster''s own id; one row a member.';
