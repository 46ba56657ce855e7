-- The full-text index: which words stand in which article. Kept in step by the writer, in the transaction that changes
-- the articles; plain tables, so that any DuckDB reads them without an extension.

CREATE SEQUENCE search_numbers START 1;

CREATE TABLE search_documents (
    number INTEGER NOT NULL,
    article_id UUID NOT NULL,
    text_digest VARCHAR NOT NULL,
    term_count INTEGER NOT NULL
);
COMMENT ON TABLE search_documents IS 'One row an article as it stands in the full-text index. Ask search_articles(query) instead.';
COMMENT ON COLUMN search_documents.number IS 'Its number in search_postings; a changed text gets a new one, and none is used twice.';
COMMENT ON COLUMN search_documents.article_id IS 'The article.';
COMMENT ON COLUMN search_documents.text_digest IS 'MD5 of headline, subheadline and body as indexed.';
COMMENT ON COLUMN search_documents.term_count IS 'Words indexed, those of the headline counted thrice: its length for ranking.';

CREATE TABLE search_runs (
    run INTEGER NOT NULL,
    level INTEGER NOT NULL,
    posting_count BIGINT NOT NULL
);
COMMENT ON TABLE search_runs IS 'One row a sorted part of the full-text index: what one commit added, or several parts made into one.';
COMMENT ON COLUMN search_runs.run IS 'Number of the part.';
COMMENT ON COLUMN search_runs.level IS '0 as added by a commit; one more each time that parts were made into one.';
COMMENT ON COLUMN search_runs.posting_count IS 'Places in its lists.';

CREATE TABLE search_postings (
    run INTEGER NOT NULL,
    slot INTEGER NOT NULL,
    field VARCHAR NOT NULL,
    term VARCHAR NOT NULL,
    numbers INTEGER[] NOT NULL,
    counts INTEGER[] NOT NULL
);
COMMENT ON TABLE search_postings IS 'One row a word in a field, by part of the index: the articles in which it stands.';
COMMENT ON COLUMN search_postings.run IS 'The part of the index; see search_runs.';
COMMENT ON COLUMN search_postings.slot IS 'hashed_slot(term), by which a part is sorted: numbers are compared faster than words.';
COMMENT ON COLUMN search_postings.field IS 'title or body.';
COMMENT ON COLUMN search_postings.term IS 'The word as cut_terms(text) makes it.';
COMMENT ON COLUMN search_postings.numbers IS 'Numbers of the articles (search_documents); one that is not there any more counts for nothing.';
COMMENT ON COLUMN search_postings.counts IS 'How often the word stands in each, in the same order.';

CREATE TABLE search_dropped (
    number INTEGER NOT NULL
);
COMMENT ON TABLE search_dropped IS 'One row a number that is no article''s any more and still stands in lists of the full-text index.';
COMMENT ON COLUMN search_dropped.number IS 'The number.';
