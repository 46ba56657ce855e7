-- Runs, the newest first; with a state, only those in it.
SELECT
    run_id,
    kind,
    state,
    started_at,
    finished_at,
    item_count,
    new_count,
    updated_count,
    unchanged_count,
    rejected_count,
    matched_count,
    flow_run_id
FROM runs
WHERE CAST($state AS VARCHAR) IS NULL OR state = $state
ORDER BY started_at DESC, run_id
LIMIT 10;
