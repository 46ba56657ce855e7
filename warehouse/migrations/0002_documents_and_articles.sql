-- The captures, the clean articles made of them, and everything known about one article.

CREATE TABLE documents (
    document_id UUID NOT NULL,
    run_id UUID NOT NULL,
    source_id VARCHAR,
    feed_id VARCHAR,
    location VARCHAR NOT NULL,
    final_location VARCHAR,
    fetched_at TIMESTAMPTZ NOT NULL,
    last_seen_at TIMESTAMPTZ NOT NULL,
    status_code INTEGER,
    media_type VARCHAR,
    byte_count BIGINT NOT NULL,
    sha256 VARCHAR NOT NULL,
    archive_path VARCHAR,
    archive_offset BIGINT,
    form VARCHAR NOT NULL,
    captured_at TIMESTAMPTZ,
    etag VARCHAR,
    last_modified VARCHAR,
    extra VARCHAR
);
COMMENT ON TABLE documents IS 'One row for distinct bytes from one location: a capture, as received.';
COMMENT ON COLUMN documents.document_id IS 'Id made from the location and the digest of the bytes.';
COMMENT ON COLUMN documents.run_id IS 'The run that brought it first.';
COMMENT ON COLUMN documents.source_id IS 'The source that it came from; null for a location given by hand without one.';
COMMENT ON COLUMN documents.feed_id IS 'The feed that named it; null if none did.';
COMMENT ON COLUMN documents.location IS 'URL, absolute path, or path#line of a table row, as asked for.';
COMMENT ON COLUMN documents.final_location IS 'Where redirects led; null where there were none.';
COMMENT ON COLUMN documents.fetched_at IS 'When these bytes were read for the first time.';
COMMENT ON COLUMN documents.last_seen_at IS 'When the same bytes were last read from this location.';
COMMENT ON COLUMN documents.status_code IS 'HTTP status; null for files and rows.';
COMMENT ON COLUMN documents.media_type IS 'Media type as declared or known from the suffix; null if neither.';
COMMENT ON COLUMN documents.byte_count IS 'Length of the decoded bytes.';
COMMENT ON COLUMN documents.sha256 IS 'SHA-256 of the decoded bytes, 64 hexadecimal digits.';
COMMENT ON COLUMN documents.archive_path IS 'WARC file that holds it, relative to the archive''s root; the location itself where it is only referenced.';
COMMENT ON COLUMN documents.archive_offset IS 'Byte at which its record starts in that file; null where it is only referenced.';
COMMENT ON COLUMN documents.form IS 'How it is read: html, text, row, entry or feed.';
COMMENT ON COLUMN documents.captured_at IS 'Best evidence of when the bytes came to be as they are (a file''s modification time); null if none.';
COMMENT ON COLUMN documents.etag IS 'ETag of the answer, for the next conditional request.';
COMMENT ON COLUMN documents.last_modified IS 'Last-Modified of the answer, as received, for the next conditional request.';
COMMENT ON COLUMN documents.extra IS 'What the way in said about it (feed entry, other table columns), as a JSON object; null if nothing.';

CREATE TABLE articles (
    article_id UUID NOT NULL,
    source_id VARCHAR,
    publisher_id VARCHAR,
    document_id UUID NOT NULL,
    canonical_url VARCHAR,
    guid VARCHAR,
    title VARCHAR,
    subtitle VARCHAR,
    body VARCHAR NOT NULL,
    dateline VARCHAR,
    section VARCHAR,
    keywords VARCHAR[] NOT NULL,
    image_url VARCHAR,
    language VARCHAR,
    published_at TIMESTAMPTZ,
    published_on DATE,
    published_precision VARCHAR NOT NULL,
    published_from VARCHAR,
    modified_at TIMESTAMPTZ,
    word_count INTEGER NOT NULL,
    paragraph_count INTEGER NOT NULL,
    content_digest VARCHAR NOT NULL,
    version_number INTEGER NOT NULL,
    rules_id VARCHAR NOT NULL,
    pub_status VARCHAR NOT NULL,
    embargo_until TIMESTAMPTZ,
    first_seen_at TIMESTAMPTZ NOT NULL,
    last_seen_at TIMESTAMPTZ NOT NULL,
    is_accessible_for_free BOOLEAN,
    wire_version VARCHAR,
    urgency INTEGER
);
COMMENT ON TABLE articles IS 'One row an article, in its current version. A copy at another publisher is another article.';
COMMENT ON COLUMN articles.article_id IS 'UUIDv5 of the strongest key it is known by; see article_keys.';
COMMENT ON COLUMN articles.source_id IS 'The source that brought its current version.';
COMMENT ON COLUMN articles.publisher_id IS 'Whose page it stands on; null if unknown.';
COMMENT ON COLUMN articles.document_id IS 'The capture that its current version was made of.';
COMMENT ON COLUMN articles.canonical_url IS 'Its own address in the one spelling; null if it has none.';
COMMENT ON COLUMN articles.guid IS 'The id that its feed or table gives it; null if none.';
COMMENT ON COLUMN articles.title IS 'Headline; null if none is printed.';
COMMENT ON COLUMN articles.subtitle IS 'Subheadline or standfirst; null if none.';
COMMENT ON COLUMN articles.body IS 'The clean text: paragraphs joined by a blank line.';
COMMENT ON COLUMN articles.dateline IS 'Place (and date) at the start of the text; null if none.';
COMMENT ON COLUMN articles.section IS 'Section of the publisher, as printed; null if none.';
COMMENT ON COLUMN articles.keywords IS 'Keywords as given, in order; empty if none.';
COMMENT ON COLUMN articles.image_url IS 'Main image; null if none.';
COMMENT ON COLUMN articles.language IS 'BCP 47 tag; null if unknown.';
COMMENT ON COLUMN articles.published_at IS 'When it was published; 00:00 UTC of the day under precision day; null if undated.';
COMMENT ON COLUMN articles.published_on IS 'The calendar day as printed, in the publisher''s own zone; null if undated.';
COMMENT ON COLUMN articles.published_precision IS 'second, minute, day or none. Under day only published_on is known.';
COMMENT ON COLUMN articles.published_from IS 'Which evidence won (see date_evidence.origin); null if undated.';
COMMENT ON COLUMN articles.modified_at IS 'When the publisher says that it was last changed; null if not said.';
COMMENT ON COLUMN articles.word_count IS 'Words in the body.';
COMMENT ON COLUMN articles.paragraph_count IS 'Paragraphs in the body.';
COMMENT ON COLUMN articles.content_digest IS 'SHA-256 of title and text with white space folded; equal digests are equal versions.';
COMMENT ON COLUMN articles.version_number IS 'How many versions the publisher has shown, this one included; from 1.';
COMMENT ON COLUMN articles.rules_id IS 'Which extraction and cleaning rules made this text.';
COMMENT ON COLUMN articles.pub_status IS 'usable, withheld or canceled, as the publisher or agency says.';
COMMENT ON COLUMN articles.embargo_until IS 'Not to be shown before; null if there is no embargo.';
COMMENT ON COLUMN articles.first_seen_at IS 'When a capture of it was read for the first time.';
COMMENT ON COLUMN articles.last_seen_at IS 'When a capture of it was last read.';
COMMENT ON COLUMN articles.is_accessible_for_free IS 'What the page says about its pay wall; null if nothing.';
COMMENT ON COLUMN articles.wire_version IS 'Version that a wire item gives itself; null elsewhere.';
COMMENT ON COLUMN articles.urgency IS 'Editorial urgency of a wire item, 1 (most) to 9; null elsewhere.';

CREATE TABLE article_keys (
    kind VARCHAR NOT NULL,
    key VARCHAR NOT NULL,
    article_id UUID NOT NULL
);
COMMENT ON TABLE article_keys IS 'One row an address by which an article is known; a key belongs to one article.';
COMMENT ON COLUMN article_keys.kind IS 'url (address without its scheme), guid (source and guid) or bytes (digest of the capture).';
COMMENT ON COLUMN article_keys.key IS 'The key itself, in its one spelling.';
COMMENT ON COLUMN article_keys.article_id IS 'The article known by it.';

CREATE TABLE article_redirects (
    old_article_id UUID NOT NULL,
    article_id UUID NOT NULL,
    merged_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE article_redirects IS 'One row an article id that is no longer used, because two keys turned out to be one article.';
COMMENT ON COLUMN article_redirects.old_article_id IS 'The id that was given up.';
COMMENT ON COLUMN article_redirects.article_id IS 'The id that the article has now.';
COMMENT ON COLUMN article_redirects.merged_at IS 'When the two became one.';

CREATE TABLE article_versions (
    article_id UUID NOT NULL,
    version_number INTEGER NOT NULL,
    title VARCHAR,
    body VARCHAR NOT NULL,
    content_digest VARCHAR NOT NULL,
    rules_id VARCHAR NOT NULL,
    document_id UUID NOT NULL,
    seen_at TIMESTAMPTZ NOT NULL,
    last_seen_at TIMESTAMPTZ NOT NULL,
    rank INTEGER NOT NULL
);
COMMENT ON TABLE article_versions IS 'One row a version of an article: a change made by the publisher, the first one included.';
COMMENT ON COLUMN article_versions.article_id IS 'The article.';
COMMENT ON COLUMN article_versions.version_number IS 'Counts the publisher''s changes, from 1 in the order of capture.';
COMMENT ON COLUMN article_versions.title IS 'Headline of this version; null if none is printed.';
COMMENT ON COLUMN article_versions.body IS 'Text of this version: paragraphs joined by a blank line.';
COMMENT ON COLUMN article_versions.content_digest IS 'SHA-256 of title and text with white space folded.';
COMMENT ON COLUMN article_versions.rules_id IS 'Which rules made this text.';
COMMENT ON COLUMN article_versions.document_id IS 'The capture that it was made of.';
COMMENT ON COLUMN article_versions.seen_at IS 'When this version was captured for the first time.';
COMMENT ON COLUMN article_versions.last_seen_at IS 'When this version was last captured.';
COMMENT ON COLUMN article_versions.rank IS 'How good a capture it comes from: 1 the page itself, 0 the text in a feed.';

CREATE TABLE article_documents (
    article_id UUID NOT NULL,
    document_id UUID NOT NULL,
    seen_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE article_documents IS 'One row a capture of an article; all of them, not only the current one.';
COMMENT ON COLUMN article_documents.article_id IS 'The article.';
COMMENT ON COLUMN article_documents.document_id IS 'A capture of it.';
COMMENT ON COLUMN article_documents.seen_at IS 'When that capture was read for the first time.';

CREATE TABLE authors (
    author_id UUID NOT NULL,
    name VARCHAR NOT NULL
);
COMMENT ON TABLE authors IS 'One row a name that stands in a byline.';
COMMENT ON COLUMN authors.author_id IS 'Id made from the name with case and white space folded.';
COMMENT ON COLUMN authors.name IS 'The name as printed first.';

CREATE TABLE article_authors (
    article_id UUID NOT NULL,
    author_id UUID NOT NULL,
    position INTEGER NOT NULL
);
COMMENT ON TABLE article_authors IS 'One row an entry of a byline.';
COMMENT ON COLUMN article_authors.article_id IS 'The article.';
COMMENT ON COLUMN article_authors.author_id IS 'Who is named.';
COMMENT ON COLUMN article_authors.position IS 'Place in the byline, from 1.';

CREATE TABLE credits (
    article_id UUID NOT NULL,
    position INTEGER NOT NULL,
    agency VARCHAR,
    publisher_id VARCHAR,
    kind VARCHAR NOT NULL,
    evidence VARCHAR NOT NULL
);
COMMENT ON TABLE credits IS 'One row an agency or outlet that an article credits.';
COMMENT ON COLUMN credits.article_id IS 'The article.';
COMMENT ON COLUMN credits.position IS 'Place among the credits of the article, from 1.';
COMMENT ON COLUMN credits.agency IS 'Name as normalised; null where the words name nobody.';
COMMENT ON COLUMN credits.publisher_id IS 'The publisher of that name; null if unknown.';
COMMENT ON COLUMN credits.kind IS 'Where the credit stands: byline, dateline, tail, mention or canonical_link.';
COMMENT ON COLUMN credits.evidence IS 'The words that say so.';

CREATE TABLE removed_blocks (
    article_id UUID NOT NULL,
    version_number INTEGER NOT NULL,
    position INTEGER NOT NULL,
    rule VARCHAR NOT NULL,
    text VARCHAR NOT NULL
);
COMMENT ON TABLE removed_blocks IS 'One row a piece that was cut from a version because it is not the article.';
COMMENT ON COLUMN removed_blocks.article_id IS 'The article.';
COMMENT ON COLUMN removed_blocks.version_number IS 'The version that it was cut from.';
COMMENT ON COLUMN removed_blocks.position IS 'Order in the capture, from 1.';
COMMENT ON COLUMN removed_blocks.rule IS 'The rule that cut it.';
COMMENT ON COLUMN removed_blocks.text IS 'What was cut.';

CREATE TABLE date_evidence (
    article_id UUID NOT NULL,
    version_number INTEGER NOT NULL,
    position INTEGER NOT NULL,
    origin VARCHAR NOT NULL,
    raw VARCHAR NOT NULL,
    found_at TIMESTAMPTZ,
    found_on DATE NOT NULL,
    precision VARCHAR NOT NULL,
    is_chosen BOOLEAN NOT NULL
);
COMMENT ON TABLE date_evidence IS 'One row a date found in a version, chosen or not.';
COMMENT ON COLUMN date_evidence.article_id IS 'The article.';
COMMENT ON COLUMN date_evidence.version_number IS 'The version that it was found in.';
COMMENT ON COLUMN date_evidence.position IS 'Order in which it was found, from 1.';
COMMENT ON COLUMN date_evidence.origin IS 'Where it was found: json-ld, meta, text, feed, url ...';
COMMENT ON COLUMN date_evidence.raw IS 'The words as they stand there.';
COMMENT ON COLUMN date_evidence.found_at IS 'The instant that they name; null where only the day is known.';
COMMENT ON COLUMN date_evidence.found_on IS 'The calendar day that they name.';
COMMENT ON COLUMN date_evidence.precision IS 'second, minute or day.';
COMMENT ON COLUMN date_evidence.is_chosen IS 'Whether it became the article''s date.';

CREATE TABLE rejections (
    rejection_id UUID NOT NULL,
    run_id UUID NOT NULL,
    source_id VARCHAR,
    document_id UUID,
    location VARCHAR NOT NULL,
    stage VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    rejected_at TIMESTAMPTZ NOT NULL,
    sha256 VARCHAR,
    archive_path VARCHAR,
    archive_offset BIGINT
);
COMMENT ON TABLE rejections IS 'One row an input that was refused, with the reason and where its bytes are kept.';
COMMENT ON COLUMN rejections.rejection_id IS 'Id of the refusal.';
COMMENT ON COLUMN rejections.run_id IS 'The run that refused it.';
COMMENT ON COLUMN rejections.source_id IS 'The source that it came from; null if none.';
COMMENT ON COLUMN rejections.document_id IS 'The stored capture; null where no bytes could be had.';
COMMENT ON COLUMN rejections.location IS 'URL, path, or path#line of a table row.';
COMMENT ON COLUMN rejections.stage IS 'locate, fetch, parse, extract or write.';
COMMENT ON COLUMN rejections.rule IS 'Short name of what it broke.';
COMMENT ON COLUMN rejections.reason IS 'The reason in words.';
COMMENT ON COLUMN rejections.rejected_at IS 'When it was refused.';
COMMENT ON COLUMN rejections.sha256 IS 'Digest of its bytes; null where there are none.';
COMMENT ON COLUMN rejections.archive_path IS 'WARC file that holds its bytes, relative to the archive''s root; null where there are none.';
COMMENT ON COLUMN rejections.archive_offset IS 'Byte at which its record starts in that file.';
