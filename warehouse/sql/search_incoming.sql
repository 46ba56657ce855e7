-- The touched texts that the index has not, or has in another wording, under new numbers.
CREATE OR REPLACE TEMP TABLE search_incoming AS
SELECT CAST(nextval('search_numbers') AS INTEGER) AS number, t.*
FROM (
    SELECT
        article_id,
        md5(concat_ws(chr(0), coalesce(title, ''), coalesce(subtitle, ''), body)) AS text_digest,
        coalesce(title, '') AS headline,
        concat_ws(chr(10), subtitle, body) AS body
    FROM articles
    WHERE article_id IN (SELECT article_id FROM search_touched)
) AS t
ANTI JOIN search_documents AS d ON d.article_id = t.article_id AND d.text_digest = t.text_digest;
