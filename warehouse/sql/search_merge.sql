-- The parts of a level as one.
CREATE OR REPLACE TEMP TABLE search_merged AS
SELECT slot, number, title_count, body_count
FROM search_places
WHERE run IN (SELECT run FROM search_runs WHERE level = $level);
