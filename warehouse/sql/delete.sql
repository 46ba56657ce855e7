-- Rows whose scope columns have an incoming value go.
DELETE FROM {table}
WHERE rowid IN (SELECT t.rowid FROM {table} AS t JOIN (SELECT DISTINCT {incoming} FROM incoming) AS s ON {match_t_s});
