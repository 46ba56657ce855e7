-- Rows of a table of pairs of which both articles are among the incoming ones, in the order of the key.
SELECT {outgoing}
FROM {table}
WHERE article_id IN (SELECT CAST(article_id AS UUID) FROM incoming)
    AND other_article_id IN (SELECT CAST(article_id AS UUID) FROM incoming)
ORDER BY {key};
