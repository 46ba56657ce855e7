-- How much is in the warehouse; one row.
SELECT
    (SELECT count(*) FROM articles) AS article_count,
    (SELECT count(*) FROM clusters) AS text_count,
    (SELECT count(*) FROM clusters WHERE article_count > 1) AS syndicated_count,
    (SELECT count(*) FROM documents) AS document_count,
    (SELECT count(*) FROM rejections) AS rejection_count,
    (SELECT count(*) FROM publishers) AS publisher_count,
    (SELECT count(*) FROM feeds) AS feed_count,
    (SELECT count(*) FROM feeds WHERE state <> 'ok') AS unwell_feed_count,
    (SELECT max(started_at) FROM runs) AS last_run_at;
