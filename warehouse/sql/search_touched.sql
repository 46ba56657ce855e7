-- The articles that a transaction wrote or dropped.
CREATE OR REPLACE TEMP TABLE search_touched AS SELECT CAST(article_id AS UUID) AS article_id FROM incoming;
