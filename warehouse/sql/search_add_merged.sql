-- The merged part, sorted.
INSERT INTO search_places (run, slot, number, title_count, body_count)
SELECT $run, slot, number, title_count, body_count FROM search_merged ORDER BY slot, number;
