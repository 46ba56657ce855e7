-- What is committed lies in the file itself afterwards, and its log is empty.
CHECKPOINT;
