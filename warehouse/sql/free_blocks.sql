-- Blocks of the file that hold nothing, all blocks, and the bytes of one.
SELECT free_blocks, total_blocks, block_size FROM pragma_database_size() WHERE database_name = current_database();
