-- As the SQLite file of the same name.
CREATE INDEX recommendation_failed ON recommendation (recorded_at, policy) WHERE status = 'FAILED';
