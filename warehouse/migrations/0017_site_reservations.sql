-- What a site reserves for all its pages, in /.well-known/tdmrep.json.

ALTER TABLE documents ADD COLUMN tdm_told_by VARCHAR;
COMMENT ON COLUMN documents.tdm_told_by IS 'Who says what is_tdm_reserved says: page (its head), header (of HTTP), site (/.well-known/tdmrep.json); unknown where the first two say nothing and the site could not be asked. Null where nobody says anything.';
ALTER TABLE hosts ADD COLUMN tdmrep_access VARCHAR;
ALTER TABLE hosts ADD COLUMN tdmrep_text VARCHAR;
ALTER TABLE hosts ADD COLUMN tdmrep_checked_at TIMESTAMPTZ;
ALTER TABLE hosts ADD COLUMN tdmrep_expires_at TIMESTAMPTZ;
COMMENT ON COLUMN hosts.tdmrep_access IS 'rules: it has a tdmrep.json; none: it has none; unknown: that could not be learned. Null where it was never asked.';
COMMENT ON COLUMN hosts.tdmrep_text IS 'Its tdmrep.json as last read.';
COMMENT ON COLUMN hosts.tdmrep_checked_at IS 'When it was last asked for.';
COMMENT ON COLUMN hosts.tdmrep_expires_at IS 'Until when that holds: a day, an hour where it could not be had.';
