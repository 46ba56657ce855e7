-- How often each word stands in each field of the incoming texts.
CREATE OR REPLACE TEMP TABLE search_counted AS
SELECT field, term, number, CAST(count(*) AS INTEGER) AS place_count
FROM (
    SELECT number, 'title' AS field, unnest(cut_terms(headline)) AS term FROM search_incoming
    UNION ALL
    SELECT number, 'body' AS field, unnest(cut_terms(body)) AS term FROM search_incoming
)
GROUP BY field, term, number;
