-- Which incoming rows are new or differ from what is stored; one row each, with its position.
-- Stored rows are found by their key columns alone and only those are read in full: a join on the key would read
-- every body in the table.
SELECT s.row_position, NOT t.is_stored IS TRUE AS is_new
FROM (SELECT row_position, {incoming} FROM incoming) AS s
LEFT JOIN (
    SELECT {columns}, TRUE AS is_stored
    FROM {table}
    WHERE rowid IN (SELECT k.rowid FROM {table} AS k JOIN (SELECT {incoming_key} FROM incoming) AS i ON {key_match_k_i})
) AS t ON {key_match_t_s}
WHERE t.is_stored IS NULL OR {differs_t_s}
ORDER BY s.row_position;
