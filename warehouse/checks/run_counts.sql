-- The items of a run are its new, updated, unchanged and rejected ones together; one row a run where they are not.
SELECT run_id, item_count, new_count, updated_count, unchanged_count, rejected_count
FROM runs
WHERE item_count <> new_count + updated_count + unchanged_count + rejected_count
ORDER BY run_id;
