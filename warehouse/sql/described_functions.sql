-- Functions of the warehouse with their parameters.
SELECT function_name, array_to_string(parameters, ', ')
FROM duckdb_functions()
WHERE database_name = current_database() AND NOT internal AND function_type IN ('macro', 'table_macro')
ORDER BY function_name;
