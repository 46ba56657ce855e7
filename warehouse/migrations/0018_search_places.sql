-- The full-text index as one row a word in an article, in place of lists: to find a list among those of other words, the
-- engine had to unpack all that lay beside it; rows that are sorted by word are read where the word stands.

CREATE TABLE search_words (
    slot BIGINT NOT NULL,
    term VARCHAR NOT NULL
);
COMMENT ON TABLE search_words IS 'One row a word that stands in some article, for what is asked by its beginning.';
COMMENT ON COLUMN search_words.slot IS 'hashed_slot(term), its number in search_places.';
COMMENT ON COLUMN search_words.term IS 'The word as cut_terms(text) makes it.';

CREATE TABLE search_places (
    run INTEGER NOT NULL,
    slot BIGINT NOT NULL,
    number INTEGER NOT NULL,
    title_count INTEGER NOT NULL,
    body_count INTEGER NOT NULL
);
COMMENT ON TABLE search_places IS 'One row a word in an article, by part of the full-text index.';
COMMENT ON COLUMN search_places.run IS 'The part of the index; see search_runs.';
COMMENT ON COLUMN search_places.slot IS 'hashed_slot(term), by which a part is sorted: numbers are compared faster than words.';
COMMENT ON COLUMN search_places.number IS 'Number of the article (search_documents); one that is not there any more counts for nothing.';
COMMENT ON COLUMN search_places.title_count IS 'How often the word stands in its headline.';
COMMENT ON COLUMN search_places.body_count IS 'How often in its subheadline and text.';

INSERT INTO search_words
SELECT CAST('0x' || md5(term)[:15] AS BIGINT), term
FROM (SELECT DISTINCT term FROM search_postings WHERE len(numbers) > 0);

INSERT INTO search_places
SELECT
    run, slot, number,
    CAST(coalesce(sum(place_count) FILTER (field = 'title'), 0) AS INTEGER),
    CAST(coalesce(sum(place_count) FILTER (field = 'body'), 0) AS INTEGER)
FROM (
    SELECT run, CAST('0x' || md5(term)[:15] AS BIGINT) AS slot, field, unnest(numbers) AS number, unnest(counts) AS place_count
    FROM search_postings
)
GROUP BY run, slot, number
ORDER BY run, slot, number;

DROP TABLE search_postings;

COMMENT ON COLUMN search_documents.number IS 'Its number in search_places; a changed text gets a new one, and none is used twice.';
COMMENT ON COLUMN search_runs.posting_count IS 'Its rows in search_places.';
COMMENT ON TABLE search_dropped IS 'One row a number that is no article''s any more and still stands in the full-text index.';
