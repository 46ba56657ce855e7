-- Tables and views with their comments, by kind and name.
SELECT 'table' AS kind, table_name AS name, comment
FROM duckdb_tables() WHERE database_name = current_database() AND NOT internal
UNION ALL
SELECT 'view' AS kind, view_name AS name, comment
FROM duckdb_views() WHERE database_name = current_database() AND NOT internal
UNION ALL
SELECT 'function' AS kind, function_name || '(' || array_to_string(parameters, ', ') || ')' AS name, comment
FROM duckdb_functions()
WHERE database_name = current_database() AND NOT internal AND function_type IN ('macro', 'table_macro')
ORDER BY kind, name;
