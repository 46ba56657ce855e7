-- The writes that the engine noted, as JSON with path, pos and bytes.
SELECT message FROM duckdb_logs WHERE type = 'FileSystem' AND contains(message, '"op":"WRITE"');
