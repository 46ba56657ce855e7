-- What was forgotten is not there; one row an article that is.
SELECT DISTINCT k.article_id
FROM article_keys AS k
SEMI JOIN tombstones AS t ON t.key_digest = sha256(k.kind || chr(10) || k.key)
ORDER BY k.article_id;
