-- The incoming rows, which are new or changed and have each key once, become the stored ones.
MERGE INTO {table} AS t
USING (SELECT {incoming} FROM incoming) AS s
ON {key_match_t_s}
{when_matched}
WHEN NOT MATCHED THEN INSERT ({columns}) VALUES ({columns_s});
