-- The archive files that documents lie in.
SELECT DISTINCT archive_path FROM documents WHERE archive_path IS NOT NULL ORDER BY archive_path;
