-- The incoming words as a part of the index, sorted, so that a look-up reads little of it.
INSERT INTO search_postings (run, slot, field, term, numbers, counts)
SELECT $run, hashed_slot(term), field, term, list(number), list(place_count)
FROM search_counted
GROUP BY field, term
ORDER BY 2, term, field;
