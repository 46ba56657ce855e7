-- Learned blocks are counted as the articles' own sets of blocks say; one row a publisher and block that is not.
WITH counted AS (
    SELECT publisher_id, CAST(block_hash AS BIGINT) AS block_hash, count(*) AS article_count,
        count(DISTINCT opening_hash) AS text_count
    FROM (SELECT publisher_id, opening_hash, unnest(block_hashes) AS block_hash FROM article_blocks)
    WHERE publisher_id IS NOT NULL
    GROUP BY publisher_id, block_hash
    HAVING count(*) > 1
)
SELECT
    coalesce(c.publisher_id, p.publisher_id) AS publisher_id,
    coalesce(c.block_hash, p.block_hash) AS block_hash,
    p.article_count AS stored_count,
    c.article_count AS counted
FROM counted AS c
FULL JOIN publisher_blocks AS p ON p.publisher_id = c.publisher_id AND p.block_hash = c.block_hash
WHERE p.article_count IS DISTINCT FROM c.article_count OR p.text_count IS DISTINCT FROM c.text_count
ORDER BY publisher_id, block_hash;
