-- The regular expression of a phrase, for a text in lower case without marks: its words as whole words, with up to six other characters between; one row a phrase (a scalar function).
-- Example: SELECT phrase_pattern(title) AS pattern FROM articles
CREATE OR REPLACE MACRO phrase_pattern(phrase) AS
CASE
    WHEN regexp_matches(phrase, '[\p{Han}\p{Hiragana}\p{Katakana}\x{30FC}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]')
    THEN phrase_core(phrase)
    ELSE '(?:^|[^\p{L}\p{N}])' || phrase_core(phrase) || '(?:[^\p{L}\p{N}]|$)'
END;
COMMENT ON MACRO phrase_pattern IS 'The regular expression of a phrase, for a text in lower case without marks: its words as whole words, with up to six other characters between; one row a phrase (a scalar function).';
