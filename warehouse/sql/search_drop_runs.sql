-- The parts of a level.
DELETE FROM search_runs WHERE level = $level;
