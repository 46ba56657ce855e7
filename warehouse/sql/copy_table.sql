-- All rows of a table of the attached file, in their order, in place of what the new file's own has.
DELETE FROM "{table}";
INSERT INTO "{table}" BY NAME SELECT * FROM old."{table}";
