-- Captures that can be read again, with their articles, as far as the articles' days lie between two; one row a capture.
-- Captures of one article stand together, in the order of the archive. Without days, those that became no article are in it.
SELECT d.document_id, m.article_id, d.byte_count
FROM documents AS d
LEFT JOIN article_documents AS m ON m.document_id = d.document_id
LEFT JOIN articles AS a ON a.article_id = m.article_id
WHERE d.form <> 'feed' AND d.archive_path IS NOT NULL
    AND (CAST($since AS DATE) IS NULL OR a.published_on >= CAST($since AS DATE))
    AND (CAST($until AS DATE) IS NULL OR a.published_on <= CAST($until AS DATE))
ORDER BY
    min(coalesce(d.archive_path, d.location)) OVER (PARTITION BY coalesce(m.article_id, d.document_id)),
    min(coalesce(d.archive_offset, 0)) OVER (PARTITION BY coalesce(m.article_id, d.document_id)),
    coalesce(m.article_id, d.document_id),
    d.document_id;
