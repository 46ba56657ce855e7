-- What was forgotten and must not come back, and what has to leave the archive still.

CREATE TABLE tombstones (
    key_digest VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    article_id UUID NOT NULL,
    forgotten_at TIMESTAMPTZ NOT NULL,
    note VARCHAR
);
COMMENT ON TABLE tombstones IS 'One row a key by which a forgotten article or one of its captures would be known again; what comes under it is refused.';
COMMENT ON COLUMN tombstones.key_digest IS 'SHA-256 of the kind, a line feed, and the key; the key itself is not kept.';
COMMENT ON COLUMN tombstones.kind IS 'What the key is: url, guid or bytes, as in article_keys, or document for the id of a capture.';
COMMENT ON COLUMN tombstones.article_id IS 'The id that the forgotten article had.';
COMMENT ON COLUMN tombstones.forgotten_at IS 'When it was forgotten.';
COMMENT ON COLUMN tombstones.note IS 'What the person said who had it forgotten; null if nothing.';

CREATE TABLE erasures (
    archive_path VARCHAR NOT NULL,
    archive_offset BIGINT NOT NULL,
    asked_at TIMESTAMPTZ NOT NULL,
    rewritten_to VARCHAR
);
COMMENT ON TABLE erasures IS 'One row a record that has to leave the archive; empty but while that is being done, or while the run that writes the file is alive.';
COMMENT ON COLUMN erasures.archive_path IS 'The WARC file, relative to the root of the archive.';
COMMENT ON COLUMN erasures.archive_offset IS 'The byte at which the record starts.';
COMMENT ON COLUMN erasures.asked_at IS 'Since when it has to leave.';
COMMENT ON COLUMN erasures.rewritten_to IS 'The file that holds the other records by now, so that the old one can go (empty: there are no others); null before that.';

COMMENT ON COLUMN runs.kind IS 'What it was: ingest, watch, backfill, reprocess, maintain or forget.';
