-- A session on the published file that can neither change it nor leave it. The file is attached, not opened: two
-- openings of one path within a process share an engine, and the second would see the state of the first.
ATTACH '{path}' AS newsfold (READ_ONLY);
USE newsfold;
SET temp_directory = '{path}.tmp';
SET enable_external_access = false;
