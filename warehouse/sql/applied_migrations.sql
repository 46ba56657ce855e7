-- What was applied to this file; one row a migration.
SELECT number, name, checksum FROM schema_migrations ORDER BY number;
