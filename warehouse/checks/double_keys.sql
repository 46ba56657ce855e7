-- Every key stands once in its table; one row a key that stands twice.
SELECT 'publishers' AS table_name, CAST("publisher_id" AS VARCHAR) AS key, count(*) AS row_count FROM publishers GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'sources' AS table_name, CAST("source_id" AS VARCHAR) AS key, count(*) AS row_count FROM sources GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'feeds' AS table_name, CAST("feed_id" AS VARCHAR) AS key, count(*) AS row_count FROM feeds GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'feed_items' AS table_name, CAST("feed_id" AS VARCHAR) || ' ' || CAST("item_id" AS VARCHAR) AS key, count(*) AS row_count FROM feed_items GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'feed_events' AS table_name, CAST("feed_id" AS VARCHAR) || ' ' || CAST("happened_at" AS VARCHAR) || ' ' || CAST("kind" AS VARCHAR) AS key, count(*) AS row_count FROM feed_events GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'hosts' AS table_name, CAST("host" AS VARCHAR) AS key, count(*) AS row_count FROM hosts GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'runs' AS table_name, CAST("run_id" AS VARCHAR) AS key, count(*) AS row_count FROM runs GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'documents' AS table_name, CAST("document_id" AS VARCHAR) AS key, count(*) AS row_count FROM documents GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'articles' AS table_name, CAST("article_id" AS VARCHAR) AS key, count(*) AS row_count FROM articles GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'article_keys' AS table_name, CAST("kind" AS VARCHAR) || ' ' || CAST("key" AS VARCHAR) AS key, count(*) AS row_count FROM article_keys GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'article_redirects' AS table_name, CAST("old_article_id" AS VARCHAR) AS key, count(*) AS row_count FROM article_redirects GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'article_versions' AS table_name, CAST("article_id" AS VARCHAR) || ' ' || CAST("version_number" AS VARCHAR) AS key, count(*) AS row_count FROM article_versions GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'article_documents' AS table_name, CAST("article_id" AS VARCHAR) || ' ' || CAST("document_id" AS VARCHAR) AS key, count(*) AS row_count FROM article_documents GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'authors' AS table_name, CAST("author_id" AS VARCHAR) AS key, count(*) AS row_count FROM authors GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'article_authors' AS table_name, CAST("article_id" AS VARCHAR) || ' ' || CAST("position" AS VARCHAR) AS key, count(*) AS row_count FROM article_authors GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'credits' AS table_name, CAST("article_id" AS VARCHAR) || ' ' || CAST("position" AS VARCHAR) AS key, count(*) AS row_count FROM credits GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'removed_blocks' AS table_name, CAST("article_id" AS VARCHAR) || ' ' || CAST("version_number" AS VARCHAR) || ' ' || CAST("position" AS VARCHAR) AS key, count(*) AS row_count FROM removed_blocks GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'date_evidence' AS table_name, CAST("article_id" AS VARCHAR) || ' ' || CAST("version_number" AS VARCHAR) || ' ' || CAST("position" AS VARCHAR) AS key, count(*) AS row_count FROM date_evidence GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'rejections' AS table_name, CAST("rejection_id" AS VARCHAR) AS key, count(*) AS row_count FROM rejections GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'fingerprints' AS table_name, CAST("article_id" AS VARCHAR) || ' ' || CAST("options_id" AS VARCHAR) AS key, count(*) AS row_count FROM fingerprints GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'matches' AS table_name, CAST("article_id" AS VARCHAR) || ' ' || CAST("other_article_id" AS VARCHAR) AS key, count(*) AS row_count FROM matches GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'clusters' AS table_name, CAST("cluster_id" AS VARCHAR) AS key, count(*) AS row_count FROM clusters GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'cluster_members' AS table_name, CAST("article_id" AS VARCHAR) AS key, count(*) AS row_count FROM cluster_members GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'cluster_redirects' AS table_name, CAST("old_cluster_id" AS VARCHAR) AS key, count(*) AS row_count FROM cluster_redirects GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'verdicts' AS table_name, CAST("article_id" AS VARCHAR) || ' ' || CAST("other_article_id" AS VARCHAR) AS key, count(*) AS row_count FROM verdicts GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'revisits' AS table_name, CAST("location" AS VARCHAR) AS key, count(*) AS row_count FROM revisits GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'inbox_files' AS table_name, CAST("source_id" AS VARCHAR) || ' ' || CAST("location" AS VARCHAR) AS key, count(*) AS row_count FROM inbox_files GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'article_blocks' AS table_name, CAST("article_id" AS VARCHAR) AS key, count(*) AS row_count FROM article_blocks GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'article_notes' AS table_name, CAST("article_id" AS VARCHAR) || ' ' || CAST("position" AS VARCHAR) AS key, count(*) AS row_count FROM article_notes GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'backfill_parts' AS table_name, CAST("location" AS VARCHAR) || ' ' || CAST("part" AS VARCHAR) || ' ' || CAST("extent" AS VARCHAR) AS key, count(*) AS row_count FROM backfill_parts GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'publisher_blocks' AS table_name, CAST("publisher_id" AS VARCHAR) || ' ' || CAST("block_hash" AS VARCHAR) AS key, count(*) AS row_count FROM publisher_blocks GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'tombstones' AS table_name, CAST("key_digest" AS VARCHAR) AS key, count(*) AS row_count FROM tombstones GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'erasures' AS table_name, CAST("archive_path" AS VARCHAR) || ' ' || CAST("archive_offset" AS VARCHAR) AS key, count(*) AS row_count FROM erasures GROUP BY ALL HAVING count(*) > 1
ORDER BY table_name, key;
