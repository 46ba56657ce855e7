-- Stored rows whose scope columns have an incoming value, in the order of the key. Found by the scope columns alone:
-- see changed.sql.
SELECT {outgoing}
FROM {table}
WHERE rowid IN (SELECT t.rowid FROM {table} AS t JOIN (SELECT DISTINCT {incoming} FROM incoming) AS s ON {match_t_s})
ORDER BY {key};
