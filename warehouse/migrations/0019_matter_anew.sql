-- Pairs of facts are made otherwise since facts of the lead and of scripts without capitals are among them: those of before
-- meet none of the new ones. maintain makes them anew from the stored texts; until then their wording finds copies.
UPDATE fingerprints SET matter_hashes = NULL WHERE matter_hashes IS NOT NULL;
COMMENT ON COLUMN fingerprints.matter_hashes IS 'Hashes of two facts each (names and numbers) of a short text, sorted, distinct; empty for a long one, null where they have to be made (anew): maintain and reprocess fill it.';
