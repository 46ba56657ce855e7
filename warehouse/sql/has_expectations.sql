-- Whether the file has the view of expectations: one that an older newsfold published has not; one row.
SELECT count(*) > 0 FROM duckdb_views() WHERE view_name = 'source_expectations';
