-- Stored fingerprints that share enough with an incoming one, in its window; one row a pair.
WITH probes AS (
    SELECT CAST(article_id AS UUID) AS article_id, window_on, len(hashes) AS hash_count, unnest(hashes) AS hash
    FROM incoming
),
span AS (
    -- With a probe that has no day, every stored day is in the window.
    SELECT min(window_on) AS first_on, max(window_on) AS last_on, bool_or(window_on IS NULL) AS has_undated
    FROM incoming
),
stored AS (
    SELECT f.article_id, f.window_on, len(f.hashes) AS hash_count, unnest(f.hashes) AS hash
    FROM fingerprints AS f, span
    WHERE f.options_id = $options_id
        AND (
            $window_days IS NULL OR span.has_undated OR f.window_on IS NULL
            OR f.window_on BETWEEN span.first_on - CAST($window_days AS INTEGER)
                AND span.last_on + CAST($window_days AS INTEGER)
        )
)
SELECT p.article_id, s.article_id AS stored_article_id, count(*) AS shared_count
FROM probes AS p
JOIN stored AS s ON s.hash = p.hash
WHERE p.article_id <> s.article_id
    AND (
        $window_days IS NULL OR p.window_on IS NULL OR s.window_on IS NULL
        OR abs(p.window_on - s.window_on) <= $window_days
    )
GROUP BY p.article_id, s.article_id, p.hash_count, s.hash_count
HAVING count(*) >= $min_shared AND count(*) >= $min_share * least(p.hash_count, s.hash_count)
ORDER BY p.article_id, s.article_id;
