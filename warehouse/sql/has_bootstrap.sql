-- A row if the record of migrations is there.
SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() AND table_name = 'schema_views';
