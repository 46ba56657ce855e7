-- The regular expression of a phrase without a look at what stands around it: where a pattern begins with letters, texts that lack them are passed over several times as fast; one row a phrase (a scalar function).
-- Example: SELECT phrase_core(title) AS pattern FROM articles
CREATE OR REPLACE MACRO phrase_core(phrase) AS
CASE
    WHEN regexp_matches(phrase, '[\p{Han}\p{Hiragana}\p{Katakana}\x{30FC}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]')
    THEN '\Q' || strip_accents(lower(phrase)) || '\E'
    ELSE regexp_replace(
        regexp_replace(strip_accents(lower(phrase)), '^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$', '', 'g'),
        '[^\p{L}\p{N}]+', '[^\\p{L}\\p{N}]{1,6}', 'g'
    )
END;
COMMENT ON MACRO phrase_core IS 'The regular expression of a phrase without a look at what stands around it: where a pattern begins with letters, texts that lack them are passed over several times as fast; one row a phrase (a scalar function).';
