-- Rewrites the file: what was moved in it before leaves no copies behind.
VACUUM;
