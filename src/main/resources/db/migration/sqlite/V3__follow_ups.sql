-- What was done with the advice: each is an entry of its own, and here it is found.

CREATE TABLE follow_up (
    entry_index    INTEGER PRIMARY KEY REFERENCES entry,
    id             TEXT    NOT NULL UNIQUE,
    recommendation TEXT    NOT NULL REFERENCES recommendation (id),
    policy         TEXT    NOT NULL, -- this, version and outcome as the recommendation has them
    version        INTEGER NOT NULL,
    outcome        TEXT,
    followed       TEXT    NOT NULL CHECK (followed IN ('YES', 'NO', 'PARTLY')),
    recorded_at    INTEGER NOT NULL,
    note           TEXT,
    salt           BLOB -- what opens the entry's commitment to the note; null where there is no note
) STRICT;

CREATE INDEX follow_up_by_recommendation ON follow_up (recommendation, entry_index);
CREATE INDEX follow_up_by_policy ON follow_up (policy, version, outcome, followed, recommendation);

CREATE TRIGGER follow_up_stays BEFORE UPDATE ON follow_up BEGIN SELECT raise(ABORT, 'a record is never changed'); END;
CREATE TRIGGER follow_up_remains BEFORE DELETE ON follow_up BEGIN SELECT raise(ABORT, 'a record is never deleted'); END;
