-- What was refused and why, with one example; one row a stage, rule and source.
-- Example: SELECT stage, rule, rejection_count, example_reason FROM rejection_summary ORDER BY rejection_count DESC
CREATE OR REPLACE VIEW rejection_summary AS
SELECT
    stage,
    rule,
    source_id,
    count(*) AS rejection_count,
    count(DISTINCT run_id) AS run_count,
    min(rejected_at) AS first_rejected_at,
    max(rejected_at) AS last_rejected_at,
    first(location ORDER BY rejected_at DESC, rejection_id) AS example_location,
    first(reason ORDER BY rejected_at DESC, rejection_id) AS example_reason
FROM rejections
GROUP BY stage, rule, source_id;
COMMENT ON VIEW rejection_summary IS 'What was refused and why, with one example; one row a stage, rule and source.';
COMMENT ON COLUMN rejection_summary.stage IS 'locate, fetch, parse, extract or write.';
COMMENT ON COLUMN rejection_summary.rule IS 'Short name of what was broken.';
COMMENT ON COLUMN rejection_summary.source_id IS 'The source; null if none.';
COMMENT ON COLUMN rejection_summary.rejection_count IS 'How often.';
COMMENT ON COLUMN rejection_summary.run_count IS 'In how many runs.';
COMMENT ON COLUMN rejection_summary.first_rejected_at IS 'The first time.';
COMMENT ON COLUMN rejection_summary.last_rejected_at IS 'The last time.';
COMMENT ON COLUMN rejection_summary.example_location IS 'Where the latest of them came from.';
COMMENT ON COLUMN rejection_summary.example_reason IS 'What was said about that one.';
