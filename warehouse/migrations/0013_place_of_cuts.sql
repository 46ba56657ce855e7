-- Where a cut block stood, so that the page can be read in its order with the cuts in their places.

ALTER TABLE removed_blocks ADD COLUMN paragraphs_before INTEGER;
COMMENT ON COLUMN removed_blocks.paragraphs_before IS 'How many paragraphs of the version stand before it; null for what was cut before this was kept, until it is reprocessed.';
COMMENT ON COLUMN removed_blocks.position IS 'Order in the capture, from 1.';
