-- Numbers that still stand in lists and are no article's.
SELECT number FROM search_dropped ORDER BY number;
