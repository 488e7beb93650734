-- Versions have an author and a reason, and what is active is a history of its own.

ALTER TABLE policy_version RENAME COLUMN activated_at TO created_at;
ALTER TABLE policy_version ADD COLUMN author TEXT NOT NULL DEFAULT 'folder';
ALTER TABLE policy_version ADD COLUMN source TEXT NOT NULL DEFAULT 'FOLDER' CHECK (source IN ('FOLDER', 'API'));
ALTER TABLE policy_version ADD COLUMN note TEXT;
ALTER TABLE policy_version ADD COLUMN base INTEGER; -- the version that it was made from
ALTER TABLE policy_version ADD COLUMN origins TEXT; -- JSON: each rule with the version that last changed it; null where it was not kept

CREATE TABLE policy_activation (
    policy  TEXT    NOT NULL,
    number  INTEGER NOT NULL, -- from 1, one higher each time
    version INTEGER, -- null: the policy was taken out of service
    at      INTEGER NOT NULL,
    actor   TEXT    NOT NULL,
    reason  TEXT,
    id      TEXT    NOT NULL UNIQUE, -- its entry's
    PRIMARY KEY (policy, number)
) STRICT, WITHOUT ROWID;

INSERT INTO policy_activation (policy, number, version, at, actor, id)
SELECT body ->> '$.policy.name',
    row_number() OVER (PARTITION BY body ->> '$.policy.name' ORDER BY entry_index),
    body ->> '$.policy.version',
    CAST(round(unixepoch(body ->> '$.t', 'subsec') * 1000) AS INTEGER),
    body ->> '$.actor',
    body ->> '$.id'
FROM (SELECT entry_index, CAST(bytes AS TEXT) AS body FROM entry WHERE about >= 'policy.activated ' AND about < 'policy.activated!');

-- Versions from before the log began: the newest was the active one.
INSERT INTO policy_activation (policy, number, version, at, actor, id)
SELECT policy, 1, number, max(created_at), 'folder', 'before the log: ' || policy
FROM policy_version WHERE policy NOT IN (SELECT policy FROM policy_activation) GROUP BY policy;

CREATE INDEX policy_activation_by_version ON policy_activation (policy, version);

-- What was last taken from the folder: only another content of it is a change.
CREATE TABLE policy_folder (
    policy TEXT NOT NULL PRIMARY KEY,
    digest TEXT NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO policy_folder (policy, digest)
SELECT policy, digest FROM policy_activation AS newest JOIN policy_version USING (policy)
WHERE policy_version.number = newest.version
    AND newest.number = (SELECT max(number) FROM policy_activation WHERE policy = newest.policy);

CREATE TABLE policy_review (
    policy   TEXT    NOT NULL,
    version  INTEGER NOT NULL,
    number   INTEGER NOT NULL, -- from 1, one higher each time
    verdict  TEXT    NOT NULL CHECK (verdict IN ('APPROVE', 'REJECT')),
    comment  TEXT,
    reviewer TEXT    NOT NULL,
    at       INTEGER NOT NULL,
    seen     TEXT    NOT NULL, -- the digest of the check report
    impact   TEXT, -- the id and digest of the impact report; null where there was none
    id       TEXT    NOT NULL UNIQUE, -- its entry's
    PRIMARY KEY (policy, version, number)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER policy_activation_stays BEFORE UPDATE ON policy_activation BEGIN SELECT raise(ABORT, 'a record is never changed'); END;
CREATE TRIGGER policy_activation_remains BEFORE DELETE ON policy_activation BEGIN SELECT raise(ABORT, 'a record is never deleted'); END;
CREATE TRIGGER policy_review_stays BEFORE UPDATE ON policy_review BEGIN SELECT raise(ABORT, 'a record is never changed'); END;
CREATE TRIGGER policy_review_remains BEFORE DELETE ON policy_review BEGIN SELECT raise(ABORT, 'a record is never deleted'); END;
