-- These articles by the month printed on them; one row a month.
SELECT coalesce(strftime(published_on, '%Y-%m'), 'undated') AS month, list(CAST(article_id AS VARCHAR) ORDER BY article_id) AS ids
FROM articles
WHERE article_id IN (SELECT unnest(CAST($ids AS UUID[])))
GROUP BY month
ORDER BY month;
