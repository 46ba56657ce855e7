-- The views and functions as they stand in this file.
SELECT name, checksum FROM schema_views ORDER BY name;
