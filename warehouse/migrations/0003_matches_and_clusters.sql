-- What articles are compared by, the pairs judged, and the syndication clusters.

CREATE TABLE fingerprints (
    article_id UUID NOT NULL,
    options_id VARCHAR NOT NULL,
    window_on DATE,
    shingle_count INTEGER NOT NULL,
    hashes UBIGINT[] NOT NULL
);
COMMENT ON TABLE fingerprints IS 'One row an article and set of options: what its current version is compared by.';
COMMENT ON COLUMN fingerprints.article_id IS 'The article.';
COMMENT ON COLUMN fingerprints.options_id IS 'The options that made it; only equal ones are comparable.';
COMMENT ON COLUMN fingerprints.window_on IS 'Day that places it in the candidate window: the article''s own, else its capture''s; null if neither is known.';
COMMENT ON COLUMN fingerprints.shingle_count IS 'Distinct shingles of the text.';
COMMENT ON COLUMN fingerprints.hashes IS 'Winnowed shingle hashes, sorted, distinct.';

CREATE TABLE matches (
    article_id UUID NOT NULL,
    other_article_id UUID NOT NULL,
    version_number INTEGER NOT NULL,
    other_version_number INTEGER NOT NULL,
    relation VARCHAR,
    is_same_text BOOLEAN NOT NULL,
    reasons VARCHAR[] NOT NULL,
    jaccard DOUBLE NOT NULL,
    containment DOUBLE NOT NULL,
    other_containment DOUBLE NOT NULL,
    aligned_share DOUBLE NOT NULL,
    aligned_paragraphs STRUCT(paragraph INTEGER, other_paragraph INTEGER, score DOUBLE)[] NOT NULL,
    options_id VARCHAR NOT NULL,
    decided_at TIMESTAMPTZ NOT NULL,
    other_aligned_share DOUBLE NOT NULL,
    found_by VARCHAR NOT NULL
);
COMMENT ON TABLE matches IS 'One row a pair of articles that was judged, article_id being the smaller id. Every member of a cluster has a row with its canonical.';
COMMENT ON COLUMN matches.article_id IS 'The smaller article id of the pair.';
COMMENT ON COLUMN matches.other_article_id IS 'The larger article id of the pair.';
COMMENT ON COLUMN matches.version_number IS 'Which version of article_id was judged.';
COMMENT ON COLUMN matches.other_version_number IS 'Which version of other_article_id was judged.';
COMMENT ON COLUMN matches.relation IS 'What article_id is to other_article_id: identical, near_duplicate, contains, contained or derived; null if unrelated.';
COMMENT ON COLUMN matches.is_same_text IS 'Whether the two belong in one cluster.';
COMMENT ON COLUMN matches.reasons IS 'What decided, in words.';
COMMENT ON COLUMN matches.jaccard IS 'Shared shingles as a share of all shingles of both, 0..1.';
COMMENT ON COLUMN matches.containment IS 'Share of article_id''s shingles that are in other_article_id, 0..1.';
COMMENT ON COLUMN matches.other_containment IS 'Share of other_article_id''s shingles that are in article_id, 0..1.';
COMMENT ON COLUMN matches.aligned_share IS 'Share of article_id''s words that lie in aligned sentences, 0..1.';
COMMENT ON COLUMN matches.aligned_paragraphs IS 'Which paragraph has its partner where (from 1), with a score 0..1.';
COMMENT ON COLUMN matches.options_id IS 'The options of fingerprint and judgement.';
COMMENT ON COLUMN matches.decided_at IS 'When the pair was judged.';
COMMENT ON COLUMN matches.other_aligned_share IS 'Share of other_article_id''s words that lie in aligned sentences, 0..1.';
COMMENT ON COLUMN matches.found_by IS 'Why the pair was looked at: candidates (shared hashes) or canonical (member against its canonical).';

CREATE TABLE clusters (
    cluster_id UUID NOT NULL,
    canonical_article_id UUID NOT NULL,
    canonical_reason VARCHAR NOT NULL,
    origin_name VARCHAR,
    origin_publisher_id VARCHAR,
    article_count INTEGER NOT NULL,
    publisher_count INTEGER NOT NULL,
    first_published_at TIMESTAMPTZ,
    last_published_at TIMESTAMPTZ
);
COMMENT ON TABLE clusters IS 'One row a syndication cluster: all copies of one text. An article with no copy is a cluster of one.';
COMMENT ON COLUMN clusters.cluster_id IS 'Id of the cluster; see cluster_redirects for ids no longer used.';
COMMENT ON COLUMN clusters.canonical_article_id IS 'The member that stands for all.';
COMMENT ON COLUMN clusters.canonical_reason IS 'Why that one.';
COMMENT ON COLUMN clusters.origin_name IS 'Whose text it is, also when the agency''s own article was never seen; null if unknown.';
COMMENT ON COLUMN clusters.origin_publisher_id IS 'The publisher of that name; null if unknown.';
COMMENT ON COLUMN clusters.article_count IS 'Members.';
COMMENT ON COLUMN clusters.publisher_count IS 'Distinct known publishers among the members.';
COMMENT ON COLUMN clusters.first_published_at IS 'Earliest published_at among the members; null if all are undated.';
COMMENT ON COLUMN clusters.last_published_at IS 'Latest published_at among the members; null if all are undated.';

CREATE TABLE cluster_members (
    cluster_id UUID NOT NULL,
    article_id UUID NOT NULL,
    role VARCHAR NOT NULL,
    joined_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE cluster_members IS 'One row an article in its cluster; every article is in exactly one.';
COMMENT ON COLUMN cluster_members.cluster_id IS 'The cluster.';
COMMENT ON COLUMN cluster_members.article_id IS 'The article.';
COMMENT ON COLUMN cluster_members.role IS 'canonical, copy, derived (rewritten), extended (contains the canonical) or excerpt (contained in it).';
COMMENT ON COLUMN cluster_members.joined_at IS 'When it came into this cluster.';

CREATE TABLE cluster_redirects (
    old_cluster_id UUID NOT NULL,
    cluster_id UUID NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE cluster_redirects IS 'One row a cluster id that is no longer used.';
COMMENT ON COLUMN cluster_redirects.old_cluster_id IS 'The id that was given up.';
COMMENT ON COLUMN cluster_redirects.cluster_id IS 'Where its canonical article is now.';
COMMENT ON COLUMN cluster_redirects.changed_at IS 'When it was given up.';

CREATE TABLE verdicts (
    article_id UUID NOT NULL,
    other_article_id UUID NOT NULL,
    verdict VARCHAR NOT NULL,
    "by" VARCHAR NOT NULL,
    note VARCHAR,
    decided_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE verdicts IS 'One row a pair on which a person decided; it overrides matches.';
COMMENT ON COLUMN verdicts.article_id IS 'The smaller article id of the pair.';
COMMENT ON COLUMN verdicts.other_article_id IS 'The larger article id of the pair.';
COMMENT ON COLUMN verdicts.verdict IS 'same or different.';
COMMENT ON COLUMN verdicts."by" IS 'Who decided.';
COMMENT ON COLUMN verdicts.note IS 'Why, in their words; null if not said.';
COMMENT ON COLUMN verdicts.decided_at IS 'When.';
