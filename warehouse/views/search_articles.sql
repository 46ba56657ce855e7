-- Articles that contain the words, the best first (BM25 over headline, which counts thrice, and body; case and accents do not matter); one row an article.
-- Example: SELECT score, published_on, title FROM search_articles('storm damage') LIMIT 10
CREATE OR REPLACE MACRO search_articles(query) AS TABLE
WITH terms AS (
    SELECT DISTINCT unnest(regexp_extract_all(strip_accents(lower(CAST(query AS VARCHAR))), '[\p{L}\p{N}]+')) AS term
),
texts AS (
    SELECT
        article_id,
        strip_accents(lower(coalesce(title, ''))) AS headline,
        strip_accents(lower(body)) AS words,
        greatest(word_count, 1) AS length
    FROM articles
),
corpus AS (
    SELECT count(*) AS text_count, avg(length) AS average_length FROM texts
),
-- Cutting a text into words costs most: only those that contain a term somewhere are cut.
near AS (
    SELECT x.* FROM texts AS x
    WHERE EXISTS (SELECT 1 FROM terms AS t WHERE contains(x.words, t.term) OR contains(x.headline, t.term))
),
tokens AS (
    SELECT article_id, length, 1 AS weight, unnest(regexp_extract_all(words, '[\p{L}\p{N}]+')) AS token FROM near
    UNION ALL
    SELECT article_id, length, 3 AS weight, unnest(regexp_extract_all(headline, '[\p{L}\p{N}]+')) AS token FROM near
),
hits AS (
    SELECT k.article_id, k.length, k.token AS term, sum(k.weight) AS frequency
    FROM tokens AS k JOIN terms AS t ON t.term = k.token
    GROUP BY k.article_id, k.length, k.token
),
found_in AS (
    SELECT term, count(*) AS article_count FROM hits GROUP BY term
),
scores AS (
    SELECT
        h.article_id,
        count(*) AS term_count,
        sum(
            ln(1 + (c.text_count - d.article_count + 0.5) / (d.article_count + 0.5))
            * h.frequency * 2.2 / (h.frequency + 1.2 * (0.25 + 0.75 * h.length / c.average_length))
        ) AS score
    FROM hits AS h
    JOIN found_in AS d ON d.term = h.term
    CROSS JOIN corpus AS c
    GROUP BY h.article_id
)
SELECT
    a.article_id,
    s.score,
    s.term_count,
    a.title,
    a.publisher_id,
    a.published_on,
    a.canonical_url,
    m.cluster_id,
    m.role
FROM scores AS s
JOIN articles AS a ON a.article_id = s.article_id
LEFT JOIN cluster_members AS m ON m.article_id = s.article_id
ORDER BY s.term_count DESC, s.score DESC, a.article_id;
COMMENT ON MACRO TABLE search_articles IS 'Articles that contain the words, the best first (BM25 over headline, which counts thrice, and body; case and accents do not matter); one row an article.';
