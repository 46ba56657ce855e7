-- How often each word stands in the headline and in the rest of the incoming texts.
CREATE OR REPLACE TEMP TABLE search_counted AS
SELECT
    hashed_slot(term) AS slot, term, number,
    CAST(sum(in_title) AS INTEGER) AS title_count, CAST(sum(1 - in_title) AS INTEGER) AS body_count
FROM (
    SELECT number, 1 AS in_title, unnest(cut_terms(headline)) AS term FROM search_incoming
    UNION ALL
    SELECT number, 0 AS in_title, unnest(cut_terms(body)) AS term FROM search_incoming
)
GROUP BY term, number;
