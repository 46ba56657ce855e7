-- What can be written so is a query.
FROM (
{query}
);
