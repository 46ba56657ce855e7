-- What each source is expected to bring and what it brought lately; one row a source that expects something.
-- Example: SELECT source, article_count, fewest_expected, undated_share FROM source_expectations WHERE is_broken
CREATE OR REPLACE VIEW source_expectations AS
WITH expecting AS (
    SELECT
        source_id,
        name,
        fewest_per_day,
        largest_undated_share,
        -- one article in five days is looked for in five days, thirty a day in one
        CAST(greatest(1, ceil(1 / coalesce(fewest_per_day, 1))) AS INTEGER) AS window_days
    FROM sources
    WHERE fewest_per_day IS NOT NULL OR largest_undated_share IS NOT NULL
),
brought AS (
    SELECT
        e.source_id,
        count(a.article_id) FILTER (
            WHERE epoch_us(a.first_seen_at) > epoch_us(now()) - e.window_days * 86400000000
        ) AS article_count,
        count(a.article_id) FILTER (
            WHERE epoch_us(a.first_seen_at) > epoch_us(now()) - 7 * 86400000000
        ) AS week_count,
        count(a.article_id) FILTER (
            WHERE epoch_us(a.first_seen_at) > epoch_us(now()) - 7 * 86400000000 AND a.published_precision = 'none'
        ) AS undated_count
    FROM expecting AS e
    LEFT JOIN articles AS a ON a.source_id = e.source_id
    GROUP BY e.source_id, e.window_days
),
asked AS (
    SELECT source_id, max(last_polled_at) AS last_polled_at FROM feeds GROUP BY source_id
)
SELECT
    e.source_id,
    e.name AS source,
    e.fewest_per_day,
    e.window_days,
    e.fewest_per_day * e.window_days AS fewest_expected,
    b.article_count,
    e.largest_undated_share,
    b.week_count,
    b.undated_count,
    b.undated_count / nullif(b.week_count, 0) AS undated_share,
    coalesce(b.article_count < e.fewest_per_day * e.window_days, false) AS is_too_few,
    coalesce(b.undated_count / nullif(b.week_count, 0) > e.largest_undated_share, false) AS is_too_undated,
    coalesce(b.article_count < e.fewest_per_day * e.window_days, false)
    OR coalesce(b.undated_count / nullif(b.week_count, 0) > e.largest_undated_share, false) AS is_broken,
    asked.last_polled_at
FROM expecting AS e
JOIN brought AS b ON b.source_id = e.source_id
LEFT JOIN asked ON asked.source_id = e.source_id;
COMMENT ON VIEW source_expectations IS 'What each source is expected to bring and what it brought lately; one row a source that expects something.';
COMMENT ON COLUMN source_expectations.source_id IS 'The source.';
COMMENT ON COLUMN source_expectations.source IS 'Its name.';
COMMENT ON COLUMN source_expectations.fewest_per_day IS 'New articles a day that are expected at least; null if not said.';
COMMENT ON COLUMN source_expectations.window_days IS 'Days up to now in which they are counted: 1, or more where less than one a day is expected.';
COMMENT ON COLUMN source_expectations.fewest_expected IS 'Articles expected in these days.';
COMMENT ON COLUMN source_expectations.article_count IS 'Articles first seen in these days.';
COMMENT ON COLUMN source_expectations.largest_undated_share IS 'Share of articles that may be without a date; null if not said.';
COMMENT ON COLUMN source_expectations.week_count IS 'Articles first seen in the last seven days.';
COMMENT ON COLUMN source_expectations.undated_count IS 'Those of the last seven days without a date.';
COMMENT ON COLUMN source_expectations.undated_share IS 'Their share; null where there is no article.';
COMMENT ON COLUMN source_expectations.is_too_few IS 'Whether fewer came than expected.';
COMMENT ON COLUMN source_expectations.is_too_undated IS 'Whether a larger share is without a date than expected.';
COMMENT ON COLUMN source_expectations.is_broken IS 'Whether either is so.';
COMMENT ON COLUMN source_expectations.last_polled_at IS 'When any of its feeds was asked last; null for what is not polled.';
