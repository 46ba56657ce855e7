-- The number of the next part.
SELECT coalesce(max(run), 0) + 1 FROM search_runs;
