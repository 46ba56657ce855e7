-- Articles with a text that were last seen before an instant; the first of them.
SELECT article_id FROM articles
WHERE last_seen_at < $before
    AND (body <> '' OR article_id IN (SELECT article_id FROM article_versions WHERE body <> ''))
ORDER BY last_seen_at, article_id
LIMIT $most;
