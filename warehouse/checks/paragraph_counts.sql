-- The body has as many paragraphs as the article says, or was dropped by retention; one row an article where it has not.
SELECT article_id, paragraph_count, len(string_split(body, chr(10) || chr(10))) AS counted
FROM articles
WHERE body <> '' AND paragraph_count <> len(string_split(body, chr(10) || chr(10)))
ORDER BY article_id;
