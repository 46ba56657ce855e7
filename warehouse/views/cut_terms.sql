-- The words of a text as search compares them: lower case, Latin, Greek, Cyrillic, Arabic and Hebrew without their marks, and overlapping pairs of characters where a script has no spaces; one row a text (a scalar function).
-- Example: SELECT cut_terms(title) AS terms FROM articles
CREATE OR REPLACE MACRO cut_terms(given) AS
CASE
    -- Most texts have none of the scripts that need a look at every word.
    WHEN regexp_matches(given, '[\x{0900}-\x{1CFF}\x{3040}-\x{30FF}\x{3400}-\x{9FFF}\x{F900}-\x{FAFF}\x{20000}-\x{3FFFF}]')
    THEN flatten(list_transform(
        regexp_extract_all(lower(given), '[\p{Han}\p{Hiragana}\p{Katakana}\x{30FC}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]+|(?:[^\P{L}\p{Han}\p{Hiragana}\p{Katakana}\x{30FC}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]|\p{N}|[^\P{M}\p{Han}\p{Hiragana}\p{Katakana}\x{30FC}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}])+'),
        lambda piece: CASE
            -- The last character stands alone, so that every character begins a word and one alone can be looked for.
            WHEN regexp_matches(piece, '^[\p{Han}\p{Hiragana}\p{Katakana}\x{30FC}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]')
            THEN list_transform(range(1, length(piece) + 1), lambda place: substring(piece, place, 2))
            -- Marks are vowels in the scripts of India.
            WHEN regexp_matches(piece, '[\x{0900}-\x{1CFF}]') THEN [piece]
            ELSE [strip_accents(piece)]
        END
    ))
    ELSE regexp_extract_all(strip_accents(lower(given)), '[\p{L}\p{N}\p{M}]+')
END;
COMMENT ON MACRO cut_terms IS 'The words of a text as search compares them: lower case, Latin, Greek, Cyrillic, Arabic and Hebrew without their marks, and overlapping pairs of characters where a script has no spaces; one row a text (a scalar function).';
