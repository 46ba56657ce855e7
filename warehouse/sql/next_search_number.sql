-- The first number that no text of the index has, nor one whose words still stand in the lists.
SELECT greatest(
    (SELECT coalesce(max(number), 0) FROM search_documents),
    (SELECT coalesce(max(number), 0) FROM search_dropped)
) + 1;
