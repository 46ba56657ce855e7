-- Who had shared texts first, the most frequent; one row a publisher.
SELECT
    coalesce(first_publisher, first_publisher_id) AS publisher,
    count(*) AS text_count,
    median(head_start_s) AS median_head_start_s
FROM first_publishers
GROUP BY ALL
ORDER BY text_count DESC, publisher
LIMIT $row_limit;
