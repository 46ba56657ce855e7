-- The body has as many paragraphs as the article says; one row an article where it has not.
SELECT article_id, paragraph_count, len(string_split(body, chr(10) || chr(10))) AS counted
FROM articles
WHERE paragraph_count <> CASE WHEN body = '' THEN 0 ELSE len(string_split(body, chr(10) || chr(10))) END
ORDER BY article_id;
