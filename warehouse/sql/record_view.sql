-- A view or function stands as packaged.
INSERT INTO schema_views (name, checksum, applied_at) VALUES (?, ?, ?);
