-- What sources are expected to bring, pages that are asked for again, and files of inboxes.

ALTER TABLE sources ADD COLUMN country VARCHAR;
ALTER TABLE sources ADD COLUMN language VARCHAR;
ALTER TABLE sources ADD COLUMN credit_name VARCHAR;
ALTER TABLE sources ADD COLUMN fewest_per_day DOUBLE;
ALTER TABLE sources ADD COLUMN largest_undated_share DOUBLE;
COMMENT ON COLUMN sources.country IS 'ISO 3166 code as configured; null if not said.';
COMMENT ON COLUMN sources.language IS 'BCP 47 tag as configured; null if not said.';
COMMENT ON COLUMN sources.credit_name IS 'How others credit it, as configured; null if not said.';
COMMENT ON COLUMN sources.fewest_per_day IS 'New articles a day that it is expected to bring at least; null if nothing is expected.';
COMMENT ON COLUMN sources.largest_undated_share IS 'Share of its articles that may be without a date; null if nothing is expected.';

CREATE TABLE revisits (
    location VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    feed_id VARCHAR,
    first_captured_at TIMESTAMPTZ NOT NULL,
    revisit_count INTEGER NOT NULL,
    last_asked_at TIMESTAMPTZ,
    next_at TIMESTAMPTZ,
    last_answer VARCHAR
);
COMMENT ON TABLE revisits IS 'One row a page of a source with a revisit schedule, so that silent edits are seen.';
COMMENT ON COLUMN revisits.location IS 'The page, as in documents.location.';
COMMENT ON COLUMN revisits.source_id IS 'The source whose schedule it follows.';
COMMENT ON COLUMN revisits.feed_id IS 'The feed that led to it; null where none did.';
COMMENT ON COLUMN revisits.first_captured_at IS 'When it was captured first; its schedule counts from here.';
COMMENT ON COLUMN revisits.revisit_count IS 'How often it was asked for again and answered.';
COMMENT ON COLUMN revisits.last_asked_at IS 'When it was asked for again last; null if not yet.';
COMMENT ON COLUMN revisits.next_at IS 'When it is due again; null once its schedule is over.';
COMMENT ON COLUMN revisits.last_answer IS 'not_modified, fetched, or the rule by which the answer was refused; null if not yet asked.';

CREATE TABLE inbox_files (
    source_id VARCHAR NOT NULL,
    location VARCHAR NOT NULL,
    byte_count BIGINT NOT NULL,
    modified_at TIMESTAMPTZ NOT NULL,
    sha256 VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    moved_to VARCHAR,
    seen_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE inbox_files IS 'One row a file that an inbox took in, so that it is known without being read again.';
COMMENT ON COLUMN inbox_files.source_id IS 'The inbox.';
COMMENT ON COLUMN inbox_files.location IS 'The path at which the file was found.';
COMMENT ON COLUMN inbox_files.byte_count IS 'Its size then.';
COMMENT ON COLUMN inbox_files.modified_at IS 'Its modification time then.';
COMMENT ON COLUMN inbox_files.sha256 IS 'Digest of its bytes: the same bytes are not taken in twice.';
COMMENT ON COLUMN inbox_files.state IS 'done, or failed where nothing in it could be used.';
COMMENT ON COLUMN inbox_files.moved_to IS 'Where it was moved afterwards; null if it stayed.';
COMMENT ON COLUMN inbox_files.seen_at IS 'When it was taken in.';
