-- The record of what was applied to this file; made before the first migration.
CREATE TABLE IF NOT EXISTS schema_migrations (
    number INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    checksum VARCHAR NOT NULL,
    applied_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE schema_migrations IS 'One row a migration that was applied to this file.';
COMMENT ON COLUMN schema_migrations.number IS 'Order, from 1.';
COMMENT ON COLUMN schema_migrations.name IS 'Name of its .sql file.';
COMMENT ON COLUMN schema_migrations.checksum IS 'SHA-256 of its text when it was applied.';
COMMENT ON COLUMN schema_migrations.applied_at IS 'When it was applied.';
CREATE TABLE IF NOT EXISTS schema_views (
    name VARCHAR NOT NULL,
    checksum VARCHAR NOT NULL,
    applied_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE schema_views IS 'One row a view or function as it stands in this file; replaced when its packaged text changes.';
COMMENT ON COLUMN schema_views.name IS 'Name of the view or function, and of its .sql file.';
COMMENT ON COLUMN schema_views.checksum IS 'SHA-256 of its text.';
COMMENT ON COLUMN schema_views.applied_at IS 'When that text was applied.';
