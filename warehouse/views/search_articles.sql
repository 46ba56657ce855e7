-- Articles that contain the words, the best first (BM25 over headline, which counts thrice, and text; case and accents do not matter); one row an article.
-- Example: SELECT score, published_on, title FROM search_articles('storm "flood damage" -chess title:harb* since:2026-03') LIMIT 10
CREATE OR REPLACE MACRO search_articles(query) AS TABLE
WITH pieces AS (
    SELECT unnest(written) AS piece, generate_subscripts(written, 1) AS number
    FROM (SELECT regexp_extract_all(CAST(query AS VARCHAR), '-?(?:[a-z]+:)?"[^"]*"?|[^\s]+') AS written)
),
parsed AS (
    SELECT
        number,
        starts_with(piece, '-') AS is_excluded,
        regexp_extract(piece, '^-?(title|publisher|source|section|language|since|until):[^\s]', 1) AS field,
        trim(regexp_replace(piece, '^-?(?:(?:title|publisher|source|section|language|since|until):)?', ''), '"') AS value,
        regexp_matches(piece, '^-?(?:title:)?"') AS is_phrase,
        ends_with(piece, '*') AS is_prefix
    FROM pieces
),
-- Fields compare whole values. A day may be given as a year or a month: it is compared as far as it goes.
wanted AS (
    SELECT
        list(lower(value)) FILTER (field = 'publisher' AND NOT is_excluded) AS publishers,
        list(lower(value)) FILTER (field = 'publisher' AND is_excluded) AS other_publishers,
        list(lower(value)) FILTER (field = 'source' AND NOT is_excluded) AS sources,
        list(lower(value)) FILTER (field = 'section' AND NOT is_excluded) AS sections,
        list(lower(value)) FILTER (field = 'language' AND NOT is_excluded) AS languages,
        max(value) FILTER (field = 'since') AS since,
        min(value) FILTER (field = 'until') AS until,
        -- A query of fields alone finds everything that they allow.
        bool_or(field NOT IN ('', 'title') AND NOT is_excluded)
        AND NOT bool_or(field IN ('', 'title') AND NOT is_excluded) AS is_fields_only
    FROM parsed
),
cut AS (
    SELECT number, is_excluded, is_phrase, field = 'title' AS is_title, is_prefix, value, cut_terms(value) AS cut
    FROM parsed
    WHERE field IN ('', 'title')
),
each_term AS (
    SELECT *, unnest(cut) AS term, generate_subscripts(cut, 1) AS place FROM cut
),
terms AS (
    SELECT
        row_number() OVER () AS term_number, number, is_excluded, is_phrase, is_title, term,
        is_phrase OR is_title AS is_required,
        hashed_slot(term) AS slot,
        is_prefix AND place = len(cut) OR regexp_matches(term, '^[\p{Han}\p{Hiragana}\p{Katakana}\x{30FC}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]$') AS is_prefix
    -- The last character of a longer run stands in the pair before it.
    FROM each_term
    WHERE NOT (place > 1 AND regexp_matches(term, '^[\p{Han}\p{Hiragana}\p{Katakana}\x{30FC}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]$'))
    QUALIFY row_number() OVER (PARTITION BY term, is_excluded, is_title ORDER BY is_phrase DESC, number) = 1
),
-- A scan for each word: with one word on its other side, the join is an equality by which the scan leaves the other rows
-- unread. With several it would be a range, which is most of the table; with none the first rows would be read in vain,
-- so a turn without a word asks for a slot that no word has.
whole AS MATERIALIZED (
    SELECT turn, coalesce(t.slot, -1) AS slot, t.term_number, t.is_title
    FROM (SELECT unnest(range(1, 10 + (SELECT count(*) FROM terms))) AS turn)
    LEFT JOIN (SELECT *, row_number() OVER (ORDER BY term_number) AS turn FROM terms WHERE NOT is_prefix) AS t USING (turn)
),
begun AS MATERIALIZED (
    SELECT t.term_number, t.is_title, w.slot
    FROM search_words AS w JOIN (SELECT * FROM terms WHERE is_prefix) AS t ON starts_with(w.term, t.term)
    UNION ALL SELECT NULL, NULL, -1
),
found AS (
    SELECT t.term_number, p.number, CASE WHEN t.is_title THEN 0 ELSE p.body_count END + 3 * p.title_count AS frequency FROM search_places AS p JOIN (SELECT * FROM whole WHERE turn = 1) AS t ON p.slot = t.slot WHERE NOT t.is_title OR p.title_count > 0
    UNION ALL
    SELECT t.term_number, p.number, CASE WHEN t.is_title THEN 0 ELSE p.body_count END + 3 * p.title_count AS frequency FROM search_places AS p JOIN (SELECT * FROM whole WHERE turn = 2) AS t ON p.slot = t.slot WHERE NOT t.is_title OR p.title_count > 0
    UNION ALL
    SELECT t.term_number, p.number, CASE WHEN t.is_title THEN 0 ELSE p.body_count END + 3 * p.title_count AS frequency FROM search_places AS p JOIN (SELECT * FROM whole WHERE turn = 3) AS t ON p.slot = t.slot WHERE NOT t.is_title OR p.title_count > 0
    UNION ALL
    SELECT t.term_number, p.number, CASE WHEN t.is_title THEN 0 ELSE p.body_count END + 3 * p.title_count AS frequency FROM search_places AS p JOIN (SELECT * FROM whole WHERE turn = 4) AS t ON p.slot = t.slot WHERE NOT t.is_title OR p.title_count > 0
    UNION ALL
    SELECT t.term_number, p.number, CASE WHEN t.is_title THEN 0 ELSE p.body_count END + 3 * p.title_count AS frequency FROM search_places AS p JOIN (SELECT * FROM whole WHERE turn = 5) AS t ON p.slot = t.slot WHERE NOT t.is_title OR p.title_count > 0
    UNION ALL
    SELECT t.term_number, p.number, CASE WHEN t.is_title THEN 0 ELSE p.body_count END + 3 * p.title_count AS frequency FROM search_places AS p JOIN (SELECT * FROM whole WHERE turn = 6) AS t ON p.slot = t.slot WHERE NOT t.is_title OR p.title_count > 0
    UNION ALL
    SELECT t.term_number, p.number, CASE WHEN t.is_title THEN 0 ELSE p.body_count END + 3 * p.title_count AS frequency FROM search_places AS p JOIN (SELECT * FROM whole WHERE turn = 7) AS t ON p.slot = t.slot WHERE NOT t.is_title OR p.title_count > 0
    UNION ALL
    SELECT t.term_number, p.number, CASE WHEN t.is_title THEN 0 ELSE p.body_count END + 3 * p.title_count AS frequency FROM search_places AS p JOIN (SELECT * FROM whole WHERE turn = 8) AS t ON p.slot = t.slot WHERE NOT t.is_title OR p.title_count > 0
    UNION ALL
    SELECT t.term_number, p.number, CASE WHEN t.is_title THEN 0 ELSE p.body_count END + 3 * p.title_count AS frequency FROM search_places AS p JOIN (SELECT * FROM whole WHERE turn > 8) AS t ON p.slot = t.slot WHERE NOT t.is_title OR p.title_count > 0
    UNION ALL
    SELECT b.term_number, p.number, CAST(sum(CASE WHEN b.is_title THEN 0 ELSE p.body_count END + 3 * p.title_count) AS INTEGER) FROM search_places AS p JOIN begun AS b ON p.slot = b.slot WHERE NOT b.is_title OR p.title_count > 0 GROUP BY b.term_number, p.number
),
hits AS MATERIALIZED (
    SELECT f.term_number, f.number, f.frequency, d.term_count AS length
    FROM found AS f JOIN search_documents AS d ON d.number = f.number
),
corpus AS (
    SELECT count(*) AS text_count, avg(term_count) AS average_length FROM search_documents
),
-- A word of more than half of the articles decides nothing where a rarer one is asked for, and its rows are the most.
spread AS (
    SELECT
        t.*, f.article_count, c.text_count, c.average_length,
        f.article_count > greatest(c.text_count / 2, 1000) AS is_everywhere
    FROM (SELECT term_number, count(*) AS article_count FROM hits GROUP BY term_number) AS f
    JOIN terms AS t ON t.term_number = f.term_number
    CROSS JOIN corpus AS c
    WHERE NOT t.is_excluded
),
-- What is the same for every article is worked out once a word.
weights AS (
    SELECT
        term_number, is_required, average_length,
        -- With an exponent they are doubles; 0.5 alone is a DECIMAL, which is slow.
        22e-1 * ln(1 + (text_count - article_count + 5e-1) / (article_count + 5e-1)) AS weight
    FROM spread
    WHERE is_required OR NOT is_everywhere OR (SELECT bool_and(is_everywhere) FROM spread)
),
scores AS (
    SELECT
        h.number,
        count(*) AS term_count,
        count(*) FILTER (w.is_required) AS required_count,
        sum(w.weight * h.frequency / (h.frequency + 12e-1 * (25e-2 + 75e-2 * h.length / w.average_length))) AS score
    FROM hits AS h
    JOIN weights AS w ON w.term_number = h.term_number
    GROUP BY h.number
),
-- Phrases are looked for in the text itself, where all of their words stand.
phrases AS (
    SELECT number, is_excluded, is_title, value
    FROM cut
    WHERE is_phrase AND len(cut) > 1
),
refused AS (
    SELECT h.number
    FROM hits AS h JOIN terms AS t ON t.term_number = h.term_number
    WHERE t.is_excluded AND NOT t.is_phrase
),
candidates AS (
    SELECT s.number, s.term_count, s.score
    FROM scores AS s
    WHERE s.required_count >= (SELECT count(*) FROM terms WHERE is_required AND NOT is_excluded)
    UNION ALL
    SELECT d.number, 0, 0.0
    FROM search_documents AS d CROSS JOIN wanted AS w
    WHERE w.is_fields_only
),
worded AS (
    SELECT d.article_id, c.term_count, c.score
    FROM candidates AS c
    JOIN search_documents AS d ON d.number = c.number
    ANTI JOIN refused AS r ON r.number = c.number
),
-- By their places: a join on the id would read every text in the table. The place that no row has makes the scan skip
-- everything where no phrase is asked for; with nothing to join it would read the first texts.
told AS (
    SELECT article_id, strip_accents(lower(text)) AS text, is_title
    FROM (
        SELECT article_id, concat_ws(chr(10), title, subtitle) AS text, true AS is_title
        FROM articles
        WHERE rowid IN (
            SELECT a.rowid FROM articles AS a JOIN worded AS w ON w.article_id = a.article_id
            WHERE (SELECT count(*) FROM phrases) > 0
            UNION ALL SELECT -1
        )
        UNION ALL
        SELECT article_id, body, false
        FROM articles
        WHERE rowid IN (
            SELECT a.rowid FROM articles AS a JOIN worded AS w ON w.article_id = a.article_id
            WHERE (SELECT count(*) FROM phrases WHERE NOT is_title) > 0
            UNION ALL SELECT -1
        )
    )
),
-- A pattern that depends on the query alone is made once; one that stands in a row is made again for every text.
-- Of the pieces behind each quotation mark the first and the third are the first two phrases; more are seldom.
phrased AS (
    SELECT DISTINCT t.article_id, p.number
    FROM told AS t JOIN phrases AS p ON t.is_title OR NOT p.is_title
    WHERE CASE p.value
        WHEN regexp_extract_all(CAST(query AS VARCHAR), '"([^"]*)', 1)[1]
        THEN CASE WHEN regexp_matches(t.text, phrase_core(regexp_extract_all(CAST(query AS VARCHAR), '"([^"]*)', 1)[1])) THEN regexp_matches(t.text, phrase_pattern(regexp_extract_all(CAST(query AS VARCHAR), '"([^"]*)', 1)[1])) ELSE false END
        WHEN regexp_extract_all(CAST(query AS VARCHAR), '"([^"]*)', 1)[3]
        THEN CASE WHEN regexp_matches(t.text, phrase_core(regexp_extract_all(CAST(query AS VARCHAR), '"([^"]*)', 1)[3])) THEN regexp_matches(t.text, phrase_pattern(regexp_extract_all(CAST(query AS VARCHAR), '"([^"]*)', 1)[3])) ELSE false END
        ELSE CASE WHEN regexp_matches(t.text, phrase_core(p.value)) THEN regexp_matches(t.text, phrase_pattern(p.value)) ELSE false END
    END
),
unphrased AS (
    SELECT w.article_id
    FROM worded AS w CROSS JOIN phrases AS p
    LEFT JOIN phrased AS f ON f.article_id = w.article_id AND f.number = p.number
    WHERE (f.number IS NULL) <> p.is_excluded
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
FROM worded AS s
JOIN articles AS a ON a.article_id = s.article_id
LEFT JOIN publishers AS p ON p.publisher_id = a.publisher_id
LEFT JOIN cluster_members AS m ON m.article_id = a.article_id
CROSS JOIN wanted AS w
ANTI JOIN unphrased AS u ON u.article_id = s.article_id
WHERE
    (w.publishers IS NULL OR list_has_any(w.publishers, [lower(a.publisher_id), lower(p.name)]))
    AND (w.other_publishers IS NULL OR NOT coalesce(list_has_any(w.other_publishers, [lower(a.publisher_id), lower(p.name)]), false))
    AND (w.sources IS NULL OR list_contains(w.sources, lower(a.source_id)))
    AND (w.sections IS NULL OR list_contains(w.sections, lower(a.section)))
    AND (w.languages IS NULL OR list_contains(w.languages, lower(a.language)) OR list_contains(w.languages, split_part(a.language, '-', 1)))
    AND (w.since IS NULL OR CAST(a.published_on AS VARCHAR)[:length(w.since)] >= w.since)
    AND (w.until IS NULL OR CAST(a.published_on AS VARCHAR)[:length(w.until)] <= w.until)
ORDER BY s.term_count DESC, s.score DESC, a.published_on DESC NULLS LAST, a.article_id;
COMMENT ON MACRO TABLE search_articles IS 'Articles that contain the words, the best first (BM25 over headline, which counts thrice, and text; case and accents do not matter); one row an article.';
