-- Before all of them are recorded anew.
DELETE FROM schema_views;
