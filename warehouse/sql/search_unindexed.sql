-- Articles that the full-text index does not have; one row each.
SELECT a.article_id FROM articles AS a ANTI JOIN search_documents AS d ON d.article_id = a.article_id ORDER BY a.article_id;
