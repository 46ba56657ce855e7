-- How many feeds are in each state.
SELECT state, count(*) AS feed_count FROM feeds GROUP BY state ORDER BY state;
