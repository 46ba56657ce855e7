-- Everything in the warehouse that has no comment.
SELECT table_name AS name FROM duckdb_tables() WHERE database_name = current_database() AND NOT internal AND comment IS NULL
UNION ALL
SELECT view_name FROM duckdb_views() WHERE database_name = current_database() AND NOT internal AND comment IS NULL
UNION ALL
SELECT function_name FROM duckdb_functions()
WHERE database_name = current_database() AND NOT internal AND comment IS NULL
UNION ALL
SELECT table_name || '.' || column_name FROM duckdb_columns()
WHERE database_name = current_database() AND NOT internal AND comment IS NULL
ORDER BY name;
