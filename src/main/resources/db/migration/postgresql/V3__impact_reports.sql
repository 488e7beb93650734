-- What a version would have answered otherwise. A report holds no facts, so that what is erased does not stay in it.

CREATE TABLE impact_report (
    id      text COLLATE "C" PRIMARY KEY,
    policy  text COLLATE "C" NOT NULL,
    version integer NOT NULL, -- the candidate
    against integer NOT NULL, -- the version that it was compared with
    at      bigint NOT NULL,
    report  bytea NOT NULL    -- JSON
);

CREATE INDEX impact_report_by_version ON impact_report (policy, version, at, id);

CREATE TRIGGER impact_report_remains BEFORE UPDATE OR DELETE OR TRUNCATE ON impact_report EXECUTE FUNCTION remain();
