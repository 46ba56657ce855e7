-- The writer's file, attached: an engine started on it would have it open before its writes could be noted.
ATTACH '{path}' AS "{name}";
USE "{name}";
