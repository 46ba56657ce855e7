-- How much there is; one row.
SELECT
    (SELECT count(*) FROM articles) AS article_count,
    (SELECT count(*) FROM clusters) AS cluster_count,
    (SELECT count(*) FROM clusters WHERE article_count > 1) AS shared_cluster_count,
    (SELECT count(*) FROM documents) AS document_count,
    (SELECT count(*) FROM rejections) AS rejection_count,
    (SELECT count(*) FROM sources) AS source_count,
    (SELECT count(*) FROM feeds) AS feed_count,
    (SELECT count(*) FROM verdicts) AS verdict_count,
    (SELECT max(first_seen_at) FROM articles) AS last_new_at;
