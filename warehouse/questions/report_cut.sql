-- What was cut from the current versions, by rule, with an example; one row a rule.
SELECT r.rule, count(*) AS block_count, count(DISTINCT r.article_id) AS article_count, min(r.text) AS example
FROM removed_blocks AS r
JOIN articles AS a ON a.article_id = r.article_id AND a.version_number = r.version_number
GROUP BY r.rule
ORDER BY block_count DESC, r.rule;
