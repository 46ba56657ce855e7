-- A file that is only read, under a name.
ATTACH '{path}' AS old (READ_ONLY);
