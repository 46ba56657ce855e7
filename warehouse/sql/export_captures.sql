-- Where the bytes of these articles lie, of every version; one row a capture.
SELECT DISTINCT d.archive_path, d.archive_offset, d.location
FROM article_versions AS v JOIN documents AS d ON d.document_id = v.document_id
WHERE v.article_id IN (SELECT unnest(CAST($ids AS UUID[])))
ORDER BY d.archive_path, d.archive_offset, d.location;
