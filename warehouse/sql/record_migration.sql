-- A migration was applied.
INSERT INTO schema_migrations (number, name, checksum, applied_at) VALUES (?, ?, ?, ?);
