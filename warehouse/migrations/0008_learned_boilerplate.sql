-- Blocks that recur across a publisher's articles: what each article has, and how often each block was seen.

CREATE TABLE article_blocks (
    article_id UUID NOT NULL,
    publisher_id VARCHAR,
    opening_hash BIGINT NOT NULL,
    block_hashes UBIGINT[] NOT NULL,
    block_counts UBIGINT[] NOT NULL,
    cut_hashes UBIGINT[] NOT NULL,
    first_seen_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE article_blocks IS 'One row an article: the blocks of all its captures, as the rules left them and before learned ones were cut.';
COMMENT ON COLUMN article_blocks.article_id IS 'The article.';
COMMENT ON COLUMN article_blocks.publisher_id IS 'The publisher for which its blocks count; null if unknown, and then they count for nobody.';
COMMENT ON COLUMN article_blocks.opening_hash IS 'Hash of its first paragraph of prose: articles that open alike are one text, however many addresses they have.';
COMMENT ON COLUMN article_blocks.block_hashes IS 'Hashes of its distinct blocks, sorted.';
COMMENT ON COLUMN article_blocks.block_counts IS 'For each of these, the count that decided about it (publisher_blocks.text_count); 0 where it was too small to matter.';
COMMENT ON COLUMN article_blocks.cut_hashes IS 'Those of them that were cut as recurring, sorted.';
COMMENT ON COLUMN article_blocks.first_seen_at IS 'When the article was first seen.';

CREATE TABLE publisher_blocks (
    publisher_id VARCHAR NOT NULL,
    block_hash BIGINT NOT NULL,
    article_count BIGINT NOT NULL,
    text_count BIGINT NOT NULL,
    first_seen_at TIMESTAMPTZ NOT NULL,
    last_seen_at TIMESTAMPTZ NOT NULL,
    sample VARCHAR NOT NULL
);
COMMENT ON TABLE publisher_blocks IS 'One row a block that stands in two or more articles of one publisher.';
COMMENT ON COLUMN publisher_blocks.publisher_id IS 'The publisher.';
COMMENT ON COLUMN publisher_blocks.block_hash IS 'Hash of the folded block (case, quotes, dashes, white space); the same on every machine.';
COMMENT ON COLUMN publisher_blocks.article_count IS 'Distinct articles that have it; captures and versions of one article count once.';
COMMENT ON COLUMN publisher_blocks.text_count IS 'Distinct openings among these articles: one text under several addresses counts once.';
COMMENT ON COLUMN publisher_blocks.first_seen_at IS 'When the first of these articles was first seen.';
COMMENT ON COLUMN publisher_blocks.last_seen_at IS 'When the last of these articles was first seen.';
COMMENT ON COLUMN publisher_blocks.sample IS 'The folded block.';

ALTER TABLE removed_blocks ADD COLUMN evidence_count BIGINT;
COMMENT ON COLUMN removed_blocks.evidence_count IS 'Under the rule recurring, how many texts of the publisher had the block when it was cut; null under every other rule.';
COMMENT ON COLUMN removed_blocks.position IS 'Order in the capture, from 1; what was cut as recurring stands after the rest.';
