-- How many texts come in, how many entries go, how many of these because the article is there no more.
SELECT
    (SELECT count(*) FROM search_incoming),
    (SELECT count(*) FROM search_gone),
    (SELECT count(*) FROM search_gone WHERE is_gone);
