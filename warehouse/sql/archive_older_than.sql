-- Files of the archive whose every capture was last seen before an instant.
SELECT archive_path
FROM documents
WHERE archive_path IS NOT NULL AND NOT starts_with(archive_path, '/')
GROUP BY archive_path
HAVING max(last_seen_at) < $before
ORDER BY archive_path;
