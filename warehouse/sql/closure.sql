-- All articles that pairs of one text (judged, or so decided by a person) lead to from the incoming ones.
WITH RECURSIVE pairs AS (
    SELECT article_id, other_article_id FROM matches WHERE is_same_text
    UNION
    SELECT article_id, other_article_id FROM verdicts WHERE verdict = 'same'
),
steps AS (
    SELECT article_id AS from_id, other_article_id AS to_id FROM pairs
    UNION ALL
    SELECT other_article_id AS from_id, article_id AS to_id FROM pairs
),
reached AS (
    SELECT DISTINCT CAST(article_id AS UUID) AS article_id FROM incoming
    UNION
    SELECT s.to_id FROM reached AS r JOIN steps AS s ON s.from_id = r.article_id
)
SELECT article_id FROM reached ORDER BY article_id;
