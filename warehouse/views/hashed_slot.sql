-- Where a word stands in the full-text index: 28 bits of its MD5, the same with every engine; one row a word (a scalar function).
-- Example: SELECT hashed_slot(title) AS slot FROM articles
CREATE OR REPLACE MACRO hashed_slot(term) AS CAST('0x' || md5(term)[:7] AS INTEGER);
COMMENT ON MACRO hashed_slot IS 'Where a word stands in the full-text index: 28 bits of its MD5, the same with every engine; one row a word (a scalar function).';
