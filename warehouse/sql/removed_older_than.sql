-- Articles that were last seen before an instant and have blocks that were cut from them; the first of them.
SELECT article_id FROM articles
WHERE last_seen_at < $before AND article_id IN (SELECT article_id FROM removed_blocks)
ORDER BY last_seen_at, article_id
LIMIT $most;
