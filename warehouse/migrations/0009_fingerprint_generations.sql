-- What tells an index in memory which fingerprints it has not seen.

ALTER TABLE fingerprints ADD COLUMN generation BIGINT;
COMMENT ON COLUMN fingerprints.generation IS 'Number of the commit that wrote the row, rising; null before this column existed. An index in memory reads what is above the number it knows.';
