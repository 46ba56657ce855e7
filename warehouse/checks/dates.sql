-- A date and its precision agree, and a day is kept as 00:00 UTC of the day as printed; one row an article where not.
SELECT article_id, published_at, published_on, published_precision
FROM articles
WHERE (published_precision = 'none') <> (published_at IS NULL)
    OR (published_precision = 'none') <> (published_on IS NULL)
    OR (published_precision = 'day' AND CAST(published_at AT TIME ZONE 'UTC' AS TIMESTAMP) <> CAST(published_on AS TIMESTAMP))
ORDER BY article_id;
