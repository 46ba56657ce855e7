-- The newest generation of fingerprints, 0 where there is none.
SELECT coalesce(max(generation), 0) FROM fingerprints;
