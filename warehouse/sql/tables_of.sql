-- The tables of an attached file, by name.
SELECT table_name FROM duckdb_tables() WHERE database_name = $name AND NOT internal ORDER BY table_name;
