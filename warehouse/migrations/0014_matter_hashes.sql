-- What a rewrite that keeps no run of words is found by.

ALTER TABLE fingerprints ADD COLUMN matter_hashes UBIGINT[];
COMMENT ON COLUMN fingerprints.matter_hashes IS 'Hashes of two facts each (names and numbers) of a short text, sorted, distinct; empty for a long one, null before this column existed (reprocess fills it).';
