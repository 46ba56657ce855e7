-- The incoming words that no article had.
INSERT INTO search_words (slot, term)
SELECT DISTINCT c.slot, c.term
FROM search_counted AS c ANTI JOIN search_words AS w ON w.slot = c.slot;
