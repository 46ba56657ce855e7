-- The words of what is gone leave the lists: nobody may read from them what was taken down.
UPDATE search_postings
SET
    numbers = list_select(numbers, list_filter(range(1, len(numbers) + 1), lambda i: NOT list_contains($gone, numbers[i]))),
    counts = list_select(counts, list_filter(range(1, len(counts) + 1), lambda i: NOT list_contains($gone, numbers[i])))
WHERE list_has_any(numbers, $gone);
