-- Where a text comes from: version, capture, record in the archive, run, flow run; one row a version of an article.
-- Example: SELECT version_number, archive_path, archive_offset, flow_run_id FROM article_lineage WHERE title LIKE 'Storm%'
CREATE OR REPLACE VIEW article_lineage AS
SELECT
    v.article_id,
    v.version_number,
    v.version_number = a.version_number AS is_current,
    v.title,
    v.rules_id,
    v.seen_at,
    v.document_id,
    d.source_id,
    d.feed_id,
    d.location,
    d.final_location,
    d.fetched_at,
    d.sha256,
    d.archive_path,
    d.archive_offset,
    d.robots_directives,
    d.is_tdm_reserved,
    d.tdm_policy,
    d.tdm_told_by,
    d.run_id,
    r.kind AS run_kind,
    r.code_version,
    r.started_at AS run_started_at,
    r.flow_run_id
FROM article_versions AS v
JOIN articles AS a ON a.article_id = v.article_id
LEFT JOIN documents AS d ON d.document_id = v.document_id
LEFT JOIN runs AS r ON r.run_id = d.run_id;
COMMENT ON VIEW article_lineage IS 'Where a text comes from: version, capture, record in the archive, run, flow run; one row a version of an article.';
COMMENT ON COLUMN article_lineage.article_id IS 'The article.';
COMMENT ON COLUMN article_lineage.version_number IS 'The version, from 1.';
COMMENT ON COLUMN article_lineage.is_current IS 'Whether articles shows this version.';
COMMENT ON COLUMN article_lineage.title IS 'Headline of this version.';
COMMENT ON COLUMN article_lineage.rules_id IS 'Which rules made the text.';
COMMENT ON COLUMN article_lineage.seen_at IS 'When this version was captured for the first time.';
COMMENT ON COLUMN article_lineage.document_id IS 'The capture that it was made of.';
COMMENT ON COLUMN article_lineage.source_id IS 'The source of that capture.';
COMMENT ON COLUMN article_lineage.feed_id IS 'The feed that named it; null if none did.';
COMMENT ON COLUMN article_lineage.location IS 'URL, path, or path#line that was read.';
COMMENT ON COLUMN article_lineage.final_location IS 'Where redirects led; null where there were none.';
COMMENT ON COLUMN article_lineage.fetched_at IS 'When the bytes were read.';
COMMENT ON COLUMN article_lineage.sha256 IS 'Digest of the bytes.';
COMMENT ON COLUMN article_lineage.archive_path IS 'WARC file that holds them, relative to the archive''s root.';
COMMENT ON COLUMN article_lineage.archive_offset IS 'Byte at which the record starts.';
COMMENT ON COLUMN article_lineage.robots_directives IS 'What the publisher asks of robots for that capture.';
COMMENT ON COLUMN article_lineage.is_tdm_reserved IS 'Whether text and data mining of it is reserved; null where nothing is said.';
COMMENT ON COLUMN article_lineage.tdm_policy IS 'Address of the publisher''s policy for text and data mining.';
COMMENT ON COLUMN article_lineage.tdm_told_by IS 'Who says so: page, header or site; unknown where the site could not be asked.';
COMMENT ON COLUMN article_lineage.run_id IS 'The run that brought the capture.';
COMMENT ON COLUMN article_lineage.run_kind IS 'What kind of run that was.';
COMMENT ON COLUMN article_lineage.code_version IS 'The newsfold version that ran.';
COMMENT ON COLUMN article_lineage.run_started_at IS 'When that run began.';
COMMENT ON COLUMN article_lineage.flow_run_id IS 'Prefect''s id of it; null without an orchestrator.';
