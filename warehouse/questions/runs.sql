-- The latest runs, newest first; one row a run.
SELECT
    run_id, kind, state, started_at, finished_at, document_count, item_count, new_count, updated_count, unchanged_count,
    rejected_count, matched_count
FROM runs
ORDER BY started_at DESC, run_id
LIMIT $row_limit;
