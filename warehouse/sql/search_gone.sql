-- The entries of touched texts that changed or are there no more, and whether it is the latter.
CREATE OR REPLACE TEMP TABLE search_gone AS
SELECT d.number, NOT EXISTS (SELECT 1 FROM articles AS a WHERE a.article_id = d.article_id) AS is_gone
FROM search_documents AS d
SEMI JOIN search_touched AS t ON t.article_id = d.article_id
WHERE d.article_id IN (SELECT article_id FROM search_incoming)
    OR d.article_id NOT IN (SELECT article_id FROM articles);
