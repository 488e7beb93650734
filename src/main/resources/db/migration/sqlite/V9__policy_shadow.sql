-- Which version of a policy is asked beside the live one; the newest row of a policy counts.

CREATE TABLE policy_shadow (
    number  INTEGER PRIMARY KEY,
    id      TEXT    NOT NULL UNIQUE,
    policy  TEXT    NOT NULL,
    version INTEGER, -- null: none any more
    share   REAL, -- of the live requests, up to 1
    at      INTEGER NOT NULL
) STRICT;

CREATE INDEX policy_shadow_by_policy ON policy_shadow (policy, number);

CREATE TRIGGER policy_shadow_stays BEFORE UPDATE ON policy_shadow BEGIN SELECT raise(ABORT, 'a record is never changed'); END;
CREATE TRIGGER policy_shadow_remains BEFORE DELETE ON policy_shadow BEGIN SELECT raise(ABORT, 'a record is never deleted'); END;
