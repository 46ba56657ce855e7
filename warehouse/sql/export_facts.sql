-- What these articles are, for the datasheet; one row.
SELECT
    count(*) AS article_count,
    count(DISTINCT m.cluster_id) AS cluster_count,
    count(DISTINCT a.publisher_id) AS publisher_count,
    min(a.published_on) AS first_published_on,
    max(a.published_on) AS last_published_on,
    count(*) FILTER (a.published_on IS NULL) AS undated_count,
    count(*) FILTER (a.pub_status <> 'usable') AS not_usable_count,
    count(*) FILTER (a.embargo_until IS NOT NULL) AS embargoed_count,
    list(DISTINCT a.rules_id ORDER BY a.rules_id) AS rules_ids,
    (SELECT list(DISTINCT options_id ORDER BY options_id) FROM matches) AS options_ids,
    list(DISTINCT a.language ORDER BY a.language) AS languages
FROM articles AS a LEFT JOIN cluster_members AS m ON m.article_id = a.article_id
WHERE a.article_id IN (SELECT unnest(CAST($ids AS UUID[])));
