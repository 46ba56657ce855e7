-- The writer's session: nothing it does may depend on where it runs.
SET TimeZone = 'UTC';
