-- The words of what is gone leave the index: nobody may read from it what was taken down.
CREATE OR REPLACE TEMP TABLE search_purged AS
SELECT DISTINCT slot FROM search_places WHERE number IN (SELECT number FROM search_dropped);
DELETE FROM search_places WHERE number IN (SELECT number FROM search_dropped);
DELETE FROM search_words
WHERE slot IN (SELECT slot FROM search_purged)
    AND slot NOT IN (SELECT p.slot FROM search_places AS p SEMI JOIN search_purged AS g ON g.slot = p.slot);
DELETE FROM search_dropped;
