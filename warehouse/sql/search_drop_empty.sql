-- Words that stand in no article any more; and nothing is left to be purged.
DELETE FROM search_postings WHERE len(numbers) = 0;
DELETE FROM search_dropped;
