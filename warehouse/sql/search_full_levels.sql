-- A level with so many parts that they are to become one, unless that were too large to do in a commit.
SELECT level, CAST(sum(posting_count) AS BIGINT)
FROM search_runs
GROUP BY level
HAVING count(*) >= $part_count AND sum(posting_count) <= $most
ORDER BY level
LIMIT 1;
