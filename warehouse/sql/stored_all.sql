-- Every row of a (small) table, in the order of the key.
SELECT {outgoing} FROM {table} ORDER BY {key};
