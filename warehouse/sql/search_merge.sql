-- The parts of a level as one. Both lists are gathered in one pass over the same rows, so their order is the same.
CREATE OR REPLACE TEMP TABLE search_merged AS
SELECT slot, field, term, flatten(list(numbers)) AS numbers, flatten(list(counts)) AS counts
FROM search_postings
WHERE run IN (SELECT run FROM search_runs WHERE level = $level)
GROUP BY slot, field, term;
