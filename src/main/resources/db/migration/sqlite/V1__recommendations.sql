-- What was advised. Rows are added and never changed; times are milliseconds since 1970, UTC.

-- Each set of fired rules once: a recommendation points to its set, a search by rule goes through the sets.
CREATE TABLE fired (
    id        INTEGER PRIMARY KEY,
    rules_key TEXT NOT NULL UNIQUE -- the names, sorted, one a line
) STRICT;

CREATE TABLE fired_rule (
    rule     TEXT NOT NULL,
    fired_id INTEGER NOT NULL REFERENCES fired,
    PRIMARY KEY (rule, fired_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE recommendation (
    position    INTEGER PRIMARY KEY, -- the order of commits
    id          TEXT    NOT NULL UNIQUE,
    policy      TEXT    NOT NULL,
    version     INTEGER NOT NULL,
    digest      TEXT    NOT NULL,
    status      TEXT    NOT NULL,
    outcome     TEXT, -- null if undecided
    reference   TEXT,
    recorded_at INTEGER NOT NULL,
    fired_id    INTEGER NOT NULL REFERENCES fired,
    answer      BLOB    NOT NULL -- the bytes that were sent: a byte that says how they are kept, then they themselves, plain (0)
                                 -- or by zstd, alone (1) or with the sample of the version as dictionary (2). Last, so
                                 -- that a search does not read them
) STRICT;

-- A search walks this index, newest first, and finds in it what it filters by: 0.2 s for a million records that do not
-- match. It grows only at its end. With one index for each filter a commit writes twice as much.
CREATE INDEX recommendation_by_time ON recommendation (recorded_at, position, policy, version, outcome, fired_id);
CREATE INDEX recommendation_by_reference ON recommendation (reference, recorded_at, position) WHERE reference IS NOT NULL;

CREATE TABLE idempotency (
    key         TEXT    NOT NULL PRIMARY KEY,
    fingerprint TEXT    NOT NULL,
    position    INTEGER NOT NULL REFERENCES recommendation
) STRICT, WITHOUT ROWID;

CREATE TABLE policy_version (
    policy       TEXT    NOT NULL,
    number       INTEGER NOT NULL,
    digest       TEXT    NOT NULL,
    activated_at INTEGER NOT NULL,
    files        BLOB    NOT NULL,
    sample       BLOB    NOT NULL, -- what answers of this version have in common
    PRIMARY KEY (policy, number),
    UNIQUE (policy, digest)
) STRICT;

-- Each time the log was opened to write: a commit that proves that it can.
CREATE TABLE opening (
    at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER fired_stays BEFORE UPDATE ON fired BEGIN SELECT raise(ABORT, 'a record is never changed'); END;
CREATE TRIGGER fired_remains BEFORE DELETE ON fired BEGIN SELECT raise(ABORT, 'a record is never deleted'); END;
CREATE TRIGGER fired_rule_stays BEFORE UPDATE ON fired_rule BEGIN SELECT raise(ABORT, 'a record is never changed'); END;
CREATE TRIGGER fired_rule_remains BEFORE DELETE ON fired_rule BEGIN SELECT raise(ABORT, 'a record is never deleted'); END;
CREATE TRIGGER recommendation_stays BEFORE UPDATE ON recommendation BEGIN SELECT raise(ABORT, 'a record is never changed'); END;
CREATE TRIGGER recommendation_remains BEFORE DELETE ON recommendation BEGIN SELECT raise(ABORT, 'a record is never deleted'); END;
CREATE TRIGGER idempotency_stays BEFORE UPDATE ON idempotency BEGIN SELECT raise(ABORT, 'a record is never changed'); END;
CREATE TRIGGER idempotency_remains BEFORE DELETE ON idempotency BEGIN SELECT raise(ABORT, 'a record is never deleted'); END;
CREATE TRIGGER policy_version_stays BEFORE UPDATE ON policy_version BEGIN SELECT raise(ABORT, 'a record is never changed'); END;
CREATE TRIGGER policy_version_remains BEFORE DELETE ON policy_version BEGIN SELECT raise(ABORT, 'a record is never deleted'); END;
