-- Articles known by this address (without its scheme), or made of a capture from this location; one row each.
SELECT article_id FROM article_keys WHERE kind = 'url' AND key = $address
UNION
SELECT m.article_id
FROM documents AS d JOIN article_documents AS m ON m.document_id = d.document_id
WHERE d.location = $location OR d.final_location = $location
ORDER BY article_id
LIMIT 12;
