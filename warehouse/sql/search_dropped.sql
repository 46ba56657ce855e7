-- How many numbers still stand in the index and are no article's.
SELECT count(*) FROM search_dropped;
