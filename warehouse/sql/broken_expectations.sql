-- Sources that brought less than is expected of them, by name; one row a source.
SELECT source_id, source, window_days, fewest_expected, article_count, largest_undated_share, week_count, undated_count,
    undated_share, is_too_few, is_too_undated, last_polled_at
FROM source_expectations
WHERE is_broken
ORDER BY source, source_id;
