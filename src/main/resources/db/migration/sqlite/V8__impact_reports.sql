-- What a version would have answered otherwise. A report holds no facts, so that what is erased does not stay in it.

CREATE TABLE impact_report (
    id      TEXT    NOT NULL PRIMARY KEY,
    policy  TEXT    NOT NULL,
    version INTEGER NOT NULL, -- the candidate
    against INTEGER NOT NULL, -- the version that it was compared with
    at      INTEGER NOT NULL,
    report  BLOB    NOT NULL  -- JSON
) STRICT;

CREATE INDEX impact_report_by_version ON impact_report (policy, version, at, id);

CREATE TRIGGER impact_report_stays BEFORE UPDATE ON impact_report BEGIN SELECT raise(ABORT, 'a record is never changed'); END;
CREATE TRIGGER impact_report_remains BEFORE DELETE ON impact_report BEGIN SELECT raise(ABORT, 'a record is never deleted'); END;
