-- Fingerprints written since a generation, of a span of days (null: of any day) and of no day.
SELECT article_id, window_on, hashes
FROM fingerprints
WHERE options_id = $options_id
    AND coalesce(generation, 0) > $generation
    AND ($first_on IS NULL OR window_on IS NULL OR window_on BETWEEN $first_on AND $last_on)
ORDER BY coalesce(generation, 0), article_id;
