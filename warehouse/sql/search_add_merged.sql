-- The merged part, sorted.
INSERT INTO search_postings (run, slot, field, term, numbers, counts)
SELECT $run, slot, field, term, numbers, counts FROM search_merged ORDER BY 2, term, field;
