-- Where a word stands in the full-text index: 60 bits of its MD5, the same with every engine; one row a word (a scalar function).
-- Example: SELECT hashed_slot(title) AS slot FROM articles
CREATE OR REPLACE MACRO hashed_slot(term) AS CAST('0x' || md5(term)[:15] AS BIGINT);
COMMENT ON MACRO hashed_slot IS 'Where a word stands in the full-text index: 60 bits of its MD5, the same with every engine; one row a word (a scalar function).';
