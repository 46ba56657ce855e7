-- The zone in which instants are shown.
SET TimeZone = '{time_zone}';
