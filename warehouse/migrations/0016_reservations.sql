-- What the publisher of a capture reserves.

ALTER TABLE documents ADD COLUMN robots_directives VARCHAR[];
ALTER TABLE documents ADD COLUMN is_tdm_reserved BOOLEAN;
ALTER TABLE documents ADD COLUMN tdm_policy VARCHAR;
COMMENT ON COLUMN documents.robots_directives IS 'What robots meta elements and X-Robots-Tag ask of every robot, sorted, in lower case: noindex, noarchive, nosnippet, noai, max-snippet:50. Null for a capture from before newsfold looked for it, until it is reprocessed.';
COMMENT ON COLUMN documents.is_tdm_reserved IS 'Whether text and data mining is reserved, by the TDM Reservation Protocol; null where nothing is said.';
COMMENT ON COLUMN documents.tdm_policy IS 'Address of the publisher''s policy for text and data mining; null where none is given.';
