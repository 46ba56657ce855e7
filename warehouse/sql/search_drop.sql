-- Those entries are no article's any more.
DELETE FROM search_documents WHERE number IN (SELECT number FROM search_gone);
INSERT INTO search_dropped SELECT number FROM search_gone;
