-- Rows whose scope columns have an incoming value go, but for those whose key is kept.
DELETE FROM {table}
WHERE rowid IN (
    SELECT t.rowid
    FROM {table} AS t
    JOIN (SELECT DISTINCT {incoming} FROM incoming) AS s ON {match_t_s}
    ANTI JOIN (SELECT {incoming_key} FROM kept) AS k ON {key_match_t_k}
);
