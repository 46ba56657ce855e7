-- Articles with a text whose fingerprint was made before fingerprints had all of their parts.
SELECT f.article_id
FROM fingerprints AS f
JOIN articles AS a USING (article_id)
WHERE f.options_id = $options_id AND f.matter_hashes IS NULL AND coalesce(a.body, '') <> ''
ORDER BY f.article_id
LIMIT $most;
