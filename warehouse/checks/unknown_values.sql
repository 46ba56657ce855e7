-- Columns with a fixed set of values hold no other; one row a value that is not in its set.
SELECT 'feeds.state' AS column_name, state AS value FROM feeds WHERE state NOT IN ('ok', 'degraded', 'dormant', 'gone')
UNION
SELECT 'feed_events.kind', kind FROM feed_events WHERE kind NOT IN ('state', 'address', 'identity')
UNION
SELECT 'hosts.robots_access', robots_access FROM hosts WHERE robots_access NOT IN ('rules', 'all', 'none')
UNION
SELECT 'runs.kind', kind FROM runs WHERE kind NOT IN ('ingest', 'watch', 'backfill', 'reprocess', 'maintain', 'forget')
UNION
SELECT 'tombstones.kind', kind FROM tombstones WHERE kind NOT IN ('url', 'guid', 'bytes', 'document')
UNION
SELECT 'articles.published_precision', published_precision FROM articles
WHERE published_precision NOT IN ('second', 'minute', 'day', 'none')
UNION
SELECT 'articles.pub_status', pub_status FROM articles WHERE pub_status NOT IN ('usable', 'withheld', 'canceled')
UNION
SELECT 'article_keys.kind', kind FROM article_keys WHERE kind NOT IN ('url', 'guid', 'bytes')
UNION
SELECT 'credits.kind', kind FROM credits WHERE kind NOT IN ('byline', 'dateline', 'tail', 'mention', 'canonical_link')
UNION
SELECT 'matches.relation', relation FROM matches
WHERE relation NOT IN ('identical', 'near_duplicate', 'contains', 'contained', 'derived')
UNION
SELECT 'cluster_members.role', role FROM cluster_members
WHERE role NOT IN ('canonical', 'copy', 'derived', 'extended', 'excerpt')
UNION
SELECT 'verdicts.verdict', verdict FROM verdicts WHERE verdict NOT IN ('same', 'different')
ORDER BY column_name, value;
