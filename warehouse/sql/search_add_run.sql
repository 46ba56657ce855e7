-- A part of the index.
INSERT INTO search_runs (run, level, posting_count) VALUES ($run, $level, $posting_count);
