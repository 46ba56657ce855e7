-- Tables with their comments, by name.
SELECT table_name, comment FROM duckdb_tables() WHERE database_name = current_database() AND NOT internal ORDER BY table_name;
