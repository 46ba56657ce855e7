-- The smaller id of a pair stands first; one row a pair the other way round, or of an article with itself.
SELECT 'matches' AS table_name, article_id, other_article_id FROM matches WHERE article_id >= other_article_id
UNION ALL
SELECT 'verdicts' AS table_name, article_id, other_article_id FROM verdicts WHERE article_id >= other_article_id
ORDER BY table_name, article_id, other_article_id;
