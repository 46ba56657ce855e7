-- Articles of a source, of a publisher, from before a day; null asks nothing. Without a day of its own an article has that
-- on which it was first seen.
SELECT a.article_id
FROM articles AS a
LEFT JOIN sources AS s ON s.source_id = a.source_id
LEFT JOIN publishers AS p ON p.publisher_id = a.publisher_id
WHERE (CAST($source AS VARCHAR) IS NULL OR a.source_id = $source OR s.name = $source)
    AND (CAST($publisher AS VARCHAR) IS NULL OR a.publisher_id = $publisher OR p.domain = $publisher OR p.name = $publisher)
    AND (
        CAST($before AS DATE) IS NULL
        OR coalesce(a.published_on, CAST(a.first_seen_at AT TIME ZONE 'UTC' AS DATE)) < CAST($before AS DATE)
    )
ORDER BY a.article_id;
