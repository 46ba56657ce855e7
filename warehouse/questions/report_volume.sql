-- Articles a day and publisher, the eight largest publishers by name and the others together; one row each.
WITH large AS (
    SELECT publisher_id FROM articles WHERE publisher_id IS NOT NULL GROUP BY publisher_id
    ORDER BY count(*) DESC, publisher_id LIMIT 8
)
SELECT
    a.published_on AS day,
    CASE WHEN l.publisher_id IS NOT NULL THEN coalesce(p.name, a.publisher_id) WHEN a.publisher_id IS NULL THEN '(unknown)' ELSE '(others)' END AS publisher,
    count(*) AS article_count
FROM articles AS a
LEFT JOIN large AS l ON l.publisher_id = a.publisher_id
LEFT JOIN publishers AS p ON p.publisher_id = a.publisher_id
WHERE a.published_on IS NOT NULL
GROUP BY 1, 2
ORDER BY 1, 2;
