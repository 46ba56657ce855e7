-- How much was published; one row a day as printed (published_on), and one with null for what is undated.
-- Example: SELECT published_on, article_count, text_count FROM daily_volume ORDER BY published_on DESC LIMIT 14
CREATE OR REPLACE VIEW daily_volume AS
SELECT
    a.published_on,
    count(*) AS article_count,
    count(DISTINCT m.cluster_id) AS text_count,
    count(*) FILTER (WHERE m.role <> 'canonical') AS copy_count,
    count(DISTINCT a.publisher_id) AS publisher_count,
    CAST(sum(a.word_count) AS BIGINT) AS word_count
FROM articles AS a
LEFT JOIN cluster_members AS m ON m.article_id = a.article_id
GROUP BY a.published_on;
COMMENT ON VIEW daily_volume IS 'How much was published; one row a day as printed (published_on), and one with null for what is undated.';
COMMENT ON COLUMN daily_volume.published_on IS 'The day; null for articles without a date.';
COMMENT ON COLUMN daily_volume.article_count IS 'Articles of that day.';
COMMENT ON COLUMN daily_volume.text_count IS 'Distinct texts among them: clusters that have a member on that day.';
COMMENT ON COLUMN daily_volume.copy_count IS 'Articles of that day that are not the canonical one of their cluster.';
COMMENT ON COLUMN daily_volume.publisher_count IS 'Distinct known publishers.';
COMMENT ON COLUMN daily_volume.word_count IS 'Words in all bodies of that day.';
