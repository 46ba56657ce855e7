-- Articles that a search finds; one row each.
SELECT article_id FROM search_articles($query) ORDER BY article_id;
