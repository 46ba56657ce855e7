-- The incoming words as a part of the index, sorted, so that a look-up reads little of it.
INSERT INTO search_places (run, slot, number, title_count, body_count)
SELECT $run, slot, number, title_count, body_count FROM search_counted ORDER BY slot, number;
