-- Where the versions of an article come from; one row a version, the newest first.
SELECT
    version_number,
    is_current,
    seen_at,
    rules_id,
    document_id,
    source_id,
    feed_id,
    location,
    final_location,
    fetched_at,
    sha256,
    archive_path,
    archive_offset,
    robots_directives,
    is_tdm_reserved,
    tdm_policy,
    tdm_told_by,
    run_id,
    run_kind,
    run_started_at,
    code_version,
    flow_run_id
FROM article_lineage
WHERE article_id = CAST($article_id AS UUID)
ORDER BY version_number DESC;
