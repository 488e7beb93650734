-- Versions have an author and a reason, and what is active is a history of its own. Names and meanings are those of the SQLite file.

ALTER TABLE policy_version RENAME COLUMN activated_at TO created_at;
ALTER TABLE policy_version ADD COLUMN author text NOT NULL DEFAULT 'folder';
ALTER TABLE policy_version ADD COLUMN source text NOT NULL DEFAULT 'FOLDER' CHECK (source IN ('FOLDER', 'API'));
ALTER TABLE policy_version ADD COLUMN note text;
ALTER TABLE policy_version ADD COLUMN base integer;
ALTER TABLE policy_version ADD COLUMN origins text;

CREATE TABLE policy_activation (
    policy  text COLLATE "C" NOT NULL,
    number  bigint NOT NULL,
    version integer,
    at      bigint NOT NULL,
    actor   text NOT NULL,
    reason  text,
    id      text COLLATE "C" NOT NULL UNIQUE,
    PRIMARY KEY (policy, number)
);

INSERT INTO policy_activation (policy, number, version, at, actor, id)
SELECT body -> 'policy' ->> 'name',
    row_number() OVER (PARTITION BY body -> 'policy' ->> 'name' ORDER BY place),
    CAST(body -> 'policy' ->> 'version' AS integer),
    CAST(extract(epoch FROM CAST(body ->> 't' AS timestamptz)) * 1000 AS bigint),
    body ->> 'actor',
    body ->> 'id'
FROM (SELECT place, CAST(convert_from(bytes, 'UTF8') AS jsonb) AS body FROM said WHERE about LIKE 'policy.activated %') AS activated;

CREATE INDEX policy_activation_by_version ON policy_activation (policy, version);

CREATE TABLE policy_folder (
    policy text COLLATE "C" PRIMARY KEY,
    digest text NOT NULL
);

INSERT INTO policy_folder (policy, digest)
SELECT newest.policy, digest FROM policy_activation AS newest
JOIN policy_version ON policy_version.policy = newest.policy AND policy_version.number = newest.version
WHERE newest.number = (SELECT max(number) FROM policy_activation WHERE policy = newest.policy);

CREATE TABLE policy_review (
    policy   text COLLATE "C" NOT NULL,
    version  integer NOT NULL,
    number   bigint NOT NULL,
    verdict  text NOT NULL CHECK (verdict IN ('APPROVE', 'REJECT')),
    comment  text,
    reviewer text NOT NULL,
    at       bigint NOT NULL,
    seen     text NOT NULL,
    impact   text,
    id       text COLLATE "C" NOT NULL UNIQUE,
    PRIMARY KEY (policy, version, number)
);

CREATE TRIGGER policy_activation_remains BEFORE UPDATE OR DELETE OR TRUNCATE ON policy_activation EXECUTE FUNCTION remain();
CREATE TRIGGER policy_review_remains BEFORE UPDATE OR DELETE OR TRUNCATE ON policy_review EXECUTE FUNCTION remain();

-- Tells the other replicas at once; who does not hear it looks by itself a moment later.
CREATE FUNCTION tell_activation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('rolecall_activation', NEW.policy);
    RETURN NULL;
END $$;

CREATE TRIGGER policy_activation_told AFTER INSERT ON policy_activation FOR EACH ROW EXECUTE FUNCTION tell_activation();

-- Who serves what: a row for each replica and policy, and how long ago it was said. It is about now, so it may be changed.
CREATE TABLE replica (
    name  text COLLATE "C" PRIMARY KEY,
    since bigint NOT NULL,
    seen  bigint NOT NULL
);

CREATE TABLE replica_policy (
    replica    text COLLATE "C" NOT NULL REFERENCES replica ON DELETE CASCADE,
    policy     text COLLATE "C" NOT NULL,
    version    integer, -- null: it serves none
    activation bigint NOT NULL,
    since      bigint,
    refused    text, -- why it does not serve the active one
    PRIMARY KEY (replica, policy)
);
