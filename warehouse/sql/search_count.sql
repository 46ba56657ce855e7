-- Places in the lists that come in.
SELECT count(*) FROM search_counted;
