-- What wire items say about themselves, and how far a backfill has come.

ALTER TABLE article_versions ADD COLUMN first_sequence BIGINT DEFAULT 0;
ALTER TABLE article_versions ADD COLUMN last_sequence BIGINT DEFAULT 0;
ALTER TABLE article_versions ALTER COLUMN first_sequence SET NOT NULL;
ALTER TABLE article_versions ALTER COLUMN last_sequence SET NOT NULL;
COMMENT ON COLUMN article_versions.first_sequence IS 'Place of the earliest capture with this text in the provider''s own numbering of versions; 0 where there is none. It orders versions before any date does.';
COMMENT ON COLUMN article_versions.last_sequence IS 'Place of the latest capture with this text in the provider''s own numbering; 0 where there is none.';
COMMENT ON COLUMN article_versions.rank IS 'How good a capture it comes from: 1 the page or wire item itself, 0 the text in a feed, -1 the notice that canceled it.';
COMMENT ON COLUMN documents.archive_path IS 'WARC file that holds it, relative to the archive''s root; an absolute path where the bytes were left in place and are only referenced.';
COMMENT ON COLUMN documents.archive_offset IS 'Byte at which its record starts in that file; in a file that is no WARC the number of the row or item, 0 for the whole file.';
COMMENT ON COLUMN documents.form IS 'How it is read: html, text, row, entry, feed, wire or mail.';

CREATE TABLE article_notes (
    article_id UUID NOT NULL,
    position INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    text VARCHAR NOT NULL
);
COMMENT ON TABLE article_notes IS 'One row something that the current capture of an article says beside its text: a wire item''s slugline, note to editors, rights.';
COMMENT ON COLUMN article_notes.article_id IS 'The article.';
COMMENT ON COLUMN article_notes.position IS 'Order in the item, from 1.';
COMMENT ON COLUMN article_notes.kind IS 'slugline, editors (a note to them), rights (usage terms), data_mining (a reservation), remote (content that it only points to) or extra (read although unknown, or unreadable).';
COMMENT ON COLUMN article_notes.text IS 'The words, on one line.';

CREATE TABLE backfill_parts (
    location VARCHAR NOT NULL,
    part VARCHAR NOT NULL,
    extent VARCHAR NOT NULL,
    source_id VARCHAR,
    run_id UUID NOT NULL,
    state VARCHAR NOT NULL,
    "offset" BIGINT NOT NULL,
    byte_count BIGINT NOT NULL,
    modified_at TIMESTAMPTZ,
    item_count BIGINT NOT NULL,
    passed_over VARCHAR,
    updated_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE backfill_parts IS 'One row a part of a backfill: a file, and how far it was committed, so that the next run goes on from there.';
COMMENT ON COLUMN backfill_parts.location IS 'Absolute path of the file.';
COMMENT ON COLUMN backfill_parts.part IS 'What in it, where a file has parts that are read apart; empty for the whole file.';
COMMENT ON COLUMN backfill_parts.extent IS 'The dates that were asked for (since..until); another range is another backfill.';
COMMENT ON COLUMN backfill_parts.source_id IS 'The source that it was read for; null for none.';
COMMENT ON COLUMN backfill_parts.run_id IS 'The run that committed last.';
COMMENT ON COLUMN backfill_parts.state IS 'reading or done.';
COMMENT ON COLUMN backfill_parts."offset" IS 'Where the next run goes on: the byte of the next WARC record, or how many rows of a table were taken.';
COMMENT ON COLUMN backfill_parts.byte_count IS 'Size of the file when it was read; a file of another size is read from its start.';
COMMENT ON COLUMN backfill_parts.modified_at IS 'Modification time of the file when it was read; a file of another time is read from its start.';
COMMENT ON COLUMN backfill_parts.item_count IS 'Items taken from it so far.';
COMMENT ON COLUMN backfill_parts.passed_over IS 'Records that hold no article, counted by kind, as a JSON object; null if none.';
COMMENT ON COLUMN backfill_parts.updated_at IS 'When this was committed.';
