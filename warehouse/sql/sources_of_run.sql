-- What a run brought from each source that it stored something of: captures, articles, refusals, and the feeds' state.
WITH captured AS (
    SELECT source_id, count(*) AS document_count
    FROM documents
    WHERE run_id = $run_id
    GROUP BY source_id
), made AS (
    SELECT articles.source_id, count(*) AS article_count, max(articles.published_at) AS last_published_at
    FROM articles
    JOIN documents USING (document_id)
    WHERE documents.run_id = $run_id
    GROUP BY articles.source_id
), refused AS (
    SELECT source_id, count(*) AS rejected_count FROM rejections WHERE run_id = $run_id GROUP BY source_id
), polled AS (
    SELECT source_id, string_agg(DISTINCT state, ', ' ORDER BY state) AS feed_state, min(next_poll_at) AS next_poll_at
    FROM feeds
    GROUP BY source_id
)
SELECT
    sources.source_id,
    sources.name AS source,
    coalesce(document_count, 0) AS document_count,
    coalesce(article_count, 0) AS article_count,
    coalesce(rejected_count, 0) AS rejected_count,
    last_published_at,
    feed_state,
    next_poll_at
FROM sources
LEFT JOIN captured USING (source_id)
LEFT JOIN made USING (source_id)
LEFT JOIN refused USING (source_id)
LEFT JOIN polled USING (source_id)
WHERE document_count IS NOT NULL OR rejected_count IS NOT NULL
ORDER BY coalesce(document_count, 0) DESC, sources.source_id
