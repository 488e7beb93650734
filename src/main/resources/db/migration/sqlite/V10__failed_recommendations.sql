-- What is counted over time is in the index by time but for the status: without an outcome a recommendation is undecided or failed.
-- Few fail, so these few are found here, and what is counted need not be read.
CREATE INDEX recommendation_failed ON recommendation (recorded_at, policy) WHERE status = 'FAILED';
