-- Who publishes, where it comes from, and every run that brought something in.

CREATE TABLE publishers (
    publisher_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    domain VARCHAR,
    country VARCHAR,
    language VARCHAR
);
COMMENT ON TABLE publishers IS 'One row an outlet or agency whose text an article is.';
COMMENT ON COLUMN publishers.publisher_id IS 'Registrable domain (example.org), else a slug of the name.';
COMMENT ON COLUMN publishers.name IS 'Name as configured or as printed; the domain where nothing else is known.';
COMMENT ON COLUMN publishers.domain IS 'Registrable domain; null where only a name is known.';
COMMENT ON COLUMN publishers.country IS 'ISO 3166 code as configured; null if unknown.';
COMMENT ON COLUMN publishers.language IS 'BCP 47 tag as configured; null if unknown.';

CREATE TABLE sources (
    source_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    publisher_id VARCHAR,
    tags VARCHAR[] NOT NULL,
    first_seen_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE sources IS 'One row a configured origin: a feed group, site, archive or folder; it may carry many publishers.';
COMMENT ON COLUMN sources.source_id IS 'Slug, as in sources.toml; made from the location for one named on the command line.';
COMMENT ON COLUMN sources.name IS 'Name as configured.';
COMMENT ON COLUMN sources.kind IS 'Which connector reads it: feed, page, files, table ...';
COMMENT ON COLUMN sources.publisher_id IS 'Its one publisher; null where it carries many, or none is known.';
COMMENT ON COLUMN sources.tags IS 'Labels from sources.toml, in their order there; empty if none.';
COMMENT ON COLUMN sources.first_seen_at IS 'When a run met this source for the first time.';

CREATE TABLE feeds (
    feed_id VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    location VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    etag VARCHAR,
    last_modified VARCHAR,
    body_sha256 VARCHAR,
    last_polled_at TIMESTAMPTZ,
    next_poll_at TIMESTAMPTZ,
    consecutive_failures INTEGER NOT NULL,
    last_error VARCHAR,
    not_modified_count INTEGER NOT NULL
);
COMMENT ON TABLE feeds IS 'One row a polled location of a source, with what the next poll needs to know.';
COMMENT ON COLUMN feeds.feed_id IS 'Stable text made from the source and the location.';
COMMENT ON COLUMN feeds.source_id IS 'The source that it belongs to.';
COMMENT ON COLUMN feeds.kind IS 'What is polled there: feed, sitemap ...';
COMMENT ON COLUMN feeds.location IS 'The URL that is polled, as configured or as adopted after stable redirects.';
COMMENT ON COLUMN feeds.state IS 'ok, degraded (some failures), dormant (tried once a day) or gone.';
COMMENT ON COLUMN feeds.etag IS 'ETag of the last answer with a body, sent back as If-None-Match.';
COMMENT ON COLUMN feeds.last_modified IS 'Last-Modified of the last answer with a body, as received.';
COMMENT ON COLUMN feeds.body_sha256 IS 'Digest of the last body, so that an unchanged one is known without validators.';
COMMENT ON COLUMN feeds.last_polled_at IS 'When it was last asked, whatever came; null before the first poll.';
COMMENT ON COLUMN feeds.next_poll_at IS 'When it is due again; null means at once.';
COMMENT ON COLUMN feeds.consecutive_failures IS 'Failed polls since the last good one.';
COMMENT ON COLUMN feeds.last_error IS 'What the last failed poll said; null after a good one.';
COMMENT ON COLUMN feeds.not_modified_count IS 'Answers in a row that said nothing changed; every so often the body is asked for all the same.';

CREATE TABLE hosts (
    host VARCHAR NOT NULL,
    next_fetch_at TIMESTAMPTZ,
    crawl_delay_s DOUBLE,
    robots_checked_at TIMESTAMPTZ,
    robots_text VARCHAR,
    consecutive_failures INTEGER NOT NULL,
    last_error VARCHAR
);
COMMENT ON TABLE hosts IS 'One row a host:port that was fetched from, so that politeness survives a run.';
COMMENT ON COLUMN hosts.host IS 'Host and port, as host:port.';
COMMENT ON COLUMN hosts.next_fetch_at IS 'Not to be asked before this instant; null if there is no reason to wait.';
COMMENT ON COLUMN hosts.crawl_delay_s IS 'Seconds that it asks for between two requests; null if it asks for none.';
COMMENT ON COLUMN hosts.robots_checked_at IS 'When robots.txt was last asked for.';
COMMENT ON COLUMN hosts.robots_text IS 'The robots.txt in force; null if there is none.';
COMMENT ON COLUMN hosts.consecutive_failures IS 'Failed requests since the last good one.';
COMMENT ON COLUMN hosts.last_error IS 'What the last failed request said; null after a good one.';

CREATE TABLE runs (
    run_id UUID NOT NULL,
    kind VARCHAR NOT NULL,
    flow_run_id UUID,
    started_at TIMESTAMPTZ NOT NULL,
    finished_at TIMESTAMPTZ,
    state VARCHAR NOT NULL,
    code_version VARCHAR NOT NULL,
    document_count BIGINT NOT NULL,
    item_count BIGINT NOT NULL,
    new_count BIGINT NOT NULL,
    updated_count BIGINT NOT NULL,
    unchanged_count BIGINT NOT NULL,
    rejected_count BIGINT NOT NULL,
    matched_count BIGINT NOT NULL,
    parameters VARCHAR
);
COMMENT ON TABLE runs IS 'One row a run of a flow, with what it did.';
COMMENT ON COLUMN runs.run_id IS 'Id of the run, newsfold''s own.';
COMMENT ON COLUMN runs.kind IS 'ingest, watch, backfill, reprocess or maintain.';
COMMENT ON COLUMN runs.flow_run_id IS 'Prefect''s id of the flow run; null without an orchestrator.';
COMMENT ON COLUMN runs.started_at IS 'When it began.';
COMMENT ON COLUMN runs.finished_at IS 'When it ended; null while it runs, and for ever if it was killed.';
COMMENT ON COLUMN runs.state IS 'running, completed or failed.';
COMMENT ON COLUMN runs.code_version IS 'The newsfold version that ran.';
COMMENT ON COLUMN runs.document_count IS 'Documents that it stored for the first time.';
COMMENT ON COLUMN runs.item_count IS 'Items that it looked at: new, updated, unchanged and rejected together.';
COMMENT ON COLUMN runs.new_count IS 'Items that became a new article.';
COMMENT ON COLUMN runs.updated_count IS 'Items that changed an article.';
COMMENT ON COLUMN runs.unchanged_count IS 'Items that changed nothing.';
COMMENT ON COLUMN runs.rejected_count IS 'Items refused; each has a row in rejections.';
COMMENT ON COLUMN runs.matched_count IS 'Pairs of articles that it judged to be the same text.';
COMMENT ON COLUMN runs.parameters IS 'What it was asked to do, as a JSON object; null if nothing special.';
