-- From here on the engine notes every write to a file that is opened later, with its place and length.
CALL enable_logging('FileSystem');
