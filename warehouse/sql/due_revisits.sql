-- Pages of a source that are due to be asked for again, those that wait longest first; one row a page.
SELECT location
FROM revisits
WHERE source_id = $source_id AND next_at <= CAST($now AS TIMESTAMPTZ)
ORDER BY next_at, location
LIMIT $most;
