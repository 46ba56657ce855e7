-- The full-text index has every article once, in today's words, and nothing else; one row an article that it has wrong.
SELECT coalesce(a.article_id, d.article_id) AS article_id, count(*) AS entry_count
FROM articles AS a
FULL JOIN search_documents AS d ON d.article_id = a.article_id
GROUP BY coalesce(a.article_id, d.article_id)
HAVING
    count(*) > 1
    OR any_value(d.text_digest) IS DISTINCT FROM
        any_value(md5(concat_ws(chr(0), coalesce(a.title, ''), coalesce(a.subtitle, ''), a.body)))
ORDER BY article_id;
