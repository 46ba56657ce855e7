-- Versions of an article count from 1 without a gap; one row an article where they do not.
SELECT article_id, min(version_number) AS first_number, max(version_number) AS last_number, count(*) AS version_count
FROM article_versions
GROUP BY article_id
HAVING min(version_number) <> 1 OR max(version_number) <> count(*)
ORDER BY article_id;
