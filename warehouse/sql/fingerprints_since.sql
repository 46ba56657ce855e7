-- Fingerprints written since a generation, of a span of days (null: of any day) and of no day.
SELECT f.article_id, f.window_on, f.hashes, coalesce(f.matter_hashes, []), a.publisher_id
FROM fingerprints AS f
LEFT JOIN articles AS a ON a.article_id = f.article_id
WHERE f.options_id = $options_id
    AND coalesce(f.generation, 0) > $generation
    AND ($first_on IS NULL OR f.window_on IS NULL OR f.window_on BETWEEN $first_on AND $last_on)
ORDER BY coalesce(f.generation, 0), f.article_id;
