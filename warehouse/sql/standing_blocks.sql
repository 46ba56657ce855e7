-- Blocks of the incoming articles that stand in at least so many texts of their publisher.
SELECT a.article_id, a.block_hash
FROM (
    SELECT article_id, publisher_id, unnest(block_hashes) AS block_hash
    FROM article_blocks
    WHERE article_id IN (SELECT CAST(article_id AS UUID) FROM incoming)
) AS a
JOIN publisher_blocks AS p ON p.publisher_id = a.publisher_id AND p.block_hash = a.block_hash
WHERE p.text_count >= $least_texts
ORDER BY a.article_id, a.block_hash;
