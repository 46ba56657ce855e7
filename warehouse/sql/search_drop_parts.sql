-- The lists of a level.
DELETE FROM search_postings WHERE run IN (SELECT run FROM search_runs WHERE level = $level);
