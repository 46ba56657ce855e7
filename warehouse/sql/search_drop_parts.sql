-- The rows of a level.
DELETE FROM search_places WHERE run IN (SELECT run FROM search_runs WHERE level = $level);
