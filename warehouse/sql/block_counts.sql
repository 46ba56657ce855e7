-- How many articles and distinct texts of a publisher have each incoming block; one row a publisher and block.
SELECT
    b.publisher_id,
    b.block_hash,
    count(*) AS article_count,
    count(DISTINCT b.opening_hash) AS text_count,
    epoch_us(min(b.first_seen_at)) AS first_seen_us,
    epoch_us(max(b.first_seen_at)) AS last_seen_us
FROM (
    SELECT publisher_id, opening_hash, first_seen_at, unnest(block_hashes) AS block_hash
    FROM article_blocks
    WHERE publisher_id IN (SELECT DISTINCT publisher_id FROM incoming)
) AS b
JOIN (SELECT DISTINCT publisher_id, CAST(block_hash AS UBIGINT) AS block_hash FROM incoming) AS i
    ON i.publisher_id = b.publisher_id AND i.block_hash = b.block_hash
GROUP BY b.publisher_id, b.block_hash
HAVING count(*) > 1
ORDER BY b.publisher_id, b.block_hash;
