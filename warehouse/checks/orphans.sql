-- Every id that a row names exists in its own table; one row a missing id.
-- Ids of redirects and verdicts may lead on through another redirect.
SELECT 'sources.publisher_id' AS column_name, CAST(c.publisher_id AS VARCHAR) AS missing_id
FROM sources AS c ANTI JOIN publishers AS p ON p.publisher_id = c.publisher_id
WHERE c.publisher_id IS NOT NULL
UNION
SELECT 'feeds.source_id' AS column_name, CAST(c.source_id AS VARCHAR) AS missing_id
FROM feeds AS c ANTI JOIN sources AS p ON p.source_id = c.source_id
WHERE c.source_id IS NOT NULL
UNION
SELECT 'feed_items.feed_id' AS column_name, CAST(c.feed_id AS VARCHAR) AS missing_id
FROM feed_items AS c ANTI JOIN feeds AS p ON p.feed_id = c.feed_id
WHERE c.feed_id IS NOT NULL
UNION
SELECT 'feed_events.feed_id' AS column_name, CAST(c.feed_id AS VARCHAR) AS missing_id
FROM feed_events AS c ANTI JOIN feeds AS p ON p.feed_id = c.feed_id
WHERE c.feed_id IS NOT NULL
UNION
SELECT 'documents.run_id' AS column_name, CAST(c.run_id AS VARCHAR) AS missing_id
FROM documents AS c ANTI JOIN runs AS p ON p.run_id = c.run_id
WHERE c.run_id IS NOT NULL
UNION
SELECT 'documents.source_id' AS column_name, CAST(c.source_id AS VARCHAR) AS missing_id
FROM documents AS c ANTI JOIN sources AS p ON p.source_id = c.source_id
WHERE c.source_id IS NOT NULL
UNION
SELECT 'documents.feed_id' AS column_name, CAST(c.feed_id AS VARCHAR) AS missing_id
FROM documents AS c ANTI JOIN feeds AS p ON p.feed_id = c.feed_id
WHERE c.feed_id IS NOT NULL
UNION
SELECT 'articles.document_id' AS column_name, CAST(c.document_id AS VARCHAR) AS missing_id
FROM articles AS c ANTI JOIN documents AS p ON p.document_id = c.document_id
WHERE c.document_id IS NOT NULL
UNION
SELECT 'articles.source_id' AS column_name, CAST(c.source_id AS VARCHAR) AS missing_id
FROM articles AS c ANTI JOIN sources AS p ON p.source_id = c.source_id
WHERE c.source_id IS NOT NULL
UNION
SELECT 'articles.publisher_id' AS column_name, CAST(c.publisher_id AS VARCHAR) AS missing_id
FROM articles AS c ANTI JOIN publishers AS p ON p.publisher_id = c.publisher_id
WHERE c.publisher_id IS NOT NULL
UNION
SELECT 'article_keys.article_id' AS column_name, CAST(c.article_id AS VARCHAR) AS missing_id
FROM article_keys AS c ANTI JOIN articles AS p ON p.article_id = c.article_id
WHERE c.article_id IS NOT NULL
UNION
SELECT 'article_redirects.article_id' AS column_name, CAST(c.article_id AS VARCHAR) AS missing_id
FROM article_redirects AS c ANTI JOIN articles AS p ON p.article_id = c.article_id
WHERE c.article_id IS NOT NULL AND c.article_id NOT IN (SELECT old_article_id FROM article_redirects)
UNION
SELECT 'article_versions.article_id' AS column_name, CAST(c.article_id AS VARCHAR) AS missing_id
FROM article_versions AS c ANTI JOIN articles AS p ON p.article_id = c.article_id
WHERE c.article_id IS NOT NULL
UNION
SELECT 'article_versions.document_id' AS column_name, CAST(c.document_id AS VARCHAR) AS missing_id
FROM article_versions AS c ANTI JOIN documents AS p ON p.document_id = c.document_id
WHERE c.document_id IS NOT NULL
UNION
SELECT 'article_documents.article_id' AS column_name, CAST(c.article_id AS VARCHAR) AS missing_id
FROM article_documents AS c ANTI JOIN articles AS p ON p.article_id = c.article_id
WHERE c.article_id IS NOT NULL
UNION
SELECT 'article_documents.document_id' AS column_name, CAST(c.document_id AS VARCHAR) AS missing_id
FROM article_documents AS c ANTI JOIN documents AS p ON p.document_id = c.document_id
WHERE c.document_id IS NOT NULL
UNION
SELECT 'article_authors.article_id' AS column_name, CAST(c.article_id AS VARCHAR) AS missing_id
FROM article_authors AS c ANTI JOIN articles AS p ON p.article_id = c.article_id
WHERE c.article_id IS NOT NULL
UNION
SELECT 'article_authors.author_id' AS column_name, CAST(c.author_id AS VARCHAR) AS missing_id
FROM article_authors AS c ANTI JOIN authors AS p ON p.author_id = c.author_id
WHERE c.author_id IS NOT NULL
UNION
SELECT 'credits.article_id' AS column_name, CAST(c.article_id AS VARCHAR) AS missing_id
FROM credits AS c ANTI JOIN articles AS p ON p.article_id = c.article_id
WHERE c.article_id IS NOT NULL
UNION
SELECT 'credits.publisher_id' AS column_name, CAST(c.publisher_id AS VARCHAR) AS missing_id
FROM credits AS c ANTI JOIN publishers AS p ON p.publisher_id = c.publisher_id
WHERE c.publisher_id IS NOT NULL
UNION
SELECT 'removed_blocks.article_id' AS column_name, CAST(c.article_id AS VARCHAR) AS missing_id
FROM removed_blocks AS c ANTI JOIN articles AS p ON p.article_id = c.article_id
WHERE c.article_id IS NOT NULL
UNION
SELECT 'article_blocks.article_id' AS column_name, CAST(c.article_id AS VARCHAR) AS missing_id
FROM article_blocks AS c ANTI JOIN articles AS p ON p.article_id = c.article_id
WHERE c.article_id IS NOT NULL
UNION
SELECT 'publisher_blocks.publisher_id' AS column_name, CAST(c.publisher_id AS VARCHAR) AS missing_id
FROM publisher_blocks AS c ANTI JOIN publishers AS p ON p.publisher_id = c.publisher_id
WHERE c.publisher_id IS NOT NULL
UNION
SELECT 'date_evidence.article_id' AS column_name, CAST(c.article_id AS VARCHAR) AS missing_id
FROM date_evidence AS c ANTI JOIN articles AS p ON p.article_id = c.article_id
WHERE c.article_id IS NOT NULL
UNION
SELECT 'fingerprints.article_id' AS column_name, CAST(c.article_id AS VARCHAR) AS missing_id
FROM fingerprints AS c ANTI JOIN articles AS p ON p.article_id = c.article_id
WHERE c.article_id IS NOT NULL
UNION
SELECT 'matches.article_id' AS column_name, CAST(c.article_id AS VARCHAR) AS missing_id
FROM matches AS c ANTI JOIN articles AS p ON p.article_id = c.article_id
WHERE c.article_id IS NOT NULL
UNION
SELECT 'matches.other_article_id' AS column_name, CAST(c.other_article_id AS VARCHAR) AS missing_id
FROM matches AS c ANTI JOIN articles AS p ON p.article_id = c.other_article_id
WHERE c.other_article_id IS NOT NULL
UNION
SELECT 'clusters.canonical_article_id' AS column_name, CAST(c.canonical_article_id AS VARCHAR) AS missing_id
FROM clusters AS c ANTI JOIN articles AS p ON p.article_id = c.canonical_article_id
WHERE c.canonical_article_id IS NOT NULL
UNION
SELECT 'clusters.origin_publisher_id' AS column_name, CAST(c.origin_publisher_id AS VARCHAR) AS missing_id
FROM clusters AS c ANTI JOIN publishers AS p ON p.publisher_id = c.origin_publisher_id
WHERE c.origin_publisher_id IS NOT NULL
UNION
SELECT 'cluster_members.cluster_id' AS column_name, CAST(c.cluster_id AS VARCHAR) AS missing_id
FROM cluster_members AS c ANTI JOIN clusters AS p ON p.cluster_id = c.cluster_id
WHERE c.cluster_id IS NOT NULL
UNION
SELECT 'cluster_members.article_id' AS column_name, CAST(c.article_id AS VARCHAR) AS missing_id
FROM cluster_members AS c ANTI JOIN articles AS p ON p.article_id = c.article_id
WHERE c.article_id IS NOT NULL
UNION
SELECT 'cluster_redirects.cluster_id' AS column_name, CAST(c.cluster_id AS VARCHAR) AS missing_id
FROM cluster_redirects AS c ANTI JOIN clusters AS p ON p.cluster_id = c.cluster_id
WHERE c.cluster_id IS NOT NULL AND c.cluster_id NOT IN (SELECT old_cluster_id FROM cluster_redirects)
UNION
SELECT 'verdicts.article_id' AS column_name, CAST(c.article_id AS VARCHAR) AS missing_id
FROM verdicts AS c ANTI JOIN articles AS p ON p.article_id = c.article_id
WHERE c.article_id IS NOT NULL AND c.article_id NOT IN (SELECT old_article_id FROM article_redirects)
UNION
SELECT 'verdicts.other_article_id' AS column_name, CAST(c.other_article_id AS VARCHAR) AS missing_id
FROM verdicts AS c ANTI JOIN articles AS p ON p.article_id = c.other_article_id
WHERE c.other_article_id IS NOT NULL AND c.other_article_id NOT IN (SELECT old_article_id FROM article_redirects)
UNION
SELECT 'rejections.run_id' AS column_name, CAST(c.run_id AS VARCHAR) AS missing_id
FROM rejections AS c ANTI JOIN runs AS p ON p.run_id = c.run_id
WHERE c.run_id IS NOT NULL
UNION
SELECT 'rejections.source_id' AS column_name, CAST(c.source_id AS VARCHAR) AS missing_id
FROM rejections AS c ANTI JOIN sources AS p ON p.source_id = c.source_id
WHERE c.source_id IS NOT NULL
UNION
SELECT 'rejections.document_id' AS column_name, CAST(c.document_id AS VARCHAR) AS missing_id
FROM rejections AS c ANTI JOIN documents AS p ON p.document_id = c.document_id
WHERE c.document_id IS NOT NULL
UNION
SELECT 'revisits.source_id' AS column_name, CAST(c.source_id AS VARCHAR) AS missing_id
FROM revisits AS c ANTI JOIN sources AS p ON p.source_id = c.source_id
UNION
SELECT 'inbox_files.source_id' AS column_name, CAST(c.source_id AS VARCHAR) AS missing_id
FROM inbox_files AS c ANTI JOIN sources AS p ON p.source_id = c.source_id
UNION
SELECT 'article_blocks.article_id' AS column_name, CAST(c.article_id AS VARCHAR) AS missing_id
FROM article_blocks AS c ANTI JOIN articles AS p ON p.article_id = c.article_id
UNION
SELECT 'article_blocks.publisher_id' AS column_name, CAST(c.publisher_id AS VARCHAR) AS missing_id
FROM article_blocks AS c ANTI JOIN publishers AS p ON p.publisher_id = c.publisher_id
WHERE c.publisher_id IS NOT NULL
UNION
SELECT 'article_notes.article_id' AS column_name, CAST(c.article_id AS VARCHAR) AS missing_id
FROM article_notes AS c ANTI JOIN articles AS p ON p.article_id = c.article_id
UNION
SELECT 'backfill_parts.source_id' AS column_name, CAST(c.source_id AS VARCHAR) AS missing_id
FROM backfill_parts AS c ANTI JOIN sources AS p ON p.source_id = c.source_id
WHERE c.source_id IS NOT NULL
UNION
SELECT 'backfill_parts.run_id' AS column_name, CAST(c.run_id AS VARCHAR) AS missing_id
FROM backfill_parts AS c ANTI JOIN runs AS p ON p.run_id = c.run_id
UNION
SELECT 'publisher_blocks.publisher_id' AS column_name, CAST(c.publisher_id AS VARCHAR) AS missing_id
FROM publisher_blocks AS c ANTI JOIN publishers AS p ON p.publisher_id = c.publisher_id
UNION
SELECT 'revisits.feed_id' AS column_name, CAST(c.feed_id AS VARCHAR) AS missing_id
FROM revisits AS c ANTI JOIN feeds AS p ON p.feed_id = c.feed_id
WHERE c.feed_id IS NOT NULL
ORDER BY column_name, missing_id;
