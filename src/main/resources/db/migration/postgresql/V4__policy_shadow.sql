-- Which version of a policy is asked beside the live one. Names and meanings are those of the SQLite file.

CREATE TABLE policy_shadow (
    number  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id      text COLLATE "C" NOT NULL UNIQUE,
    policy  text COLLATE "C" NOT NULL,
    version integer,
    share   double precision,
    at      bigint NOT NULL
);

CREATE INDEX policy_shadow_by_policy ON policy_shadow (policy, number);

CREATE TRIGGER policy_shadow_remains BEFORE UPDATE OR DELETE OR TRUNCATE ON policy_shadow EXECUTE FUNCTION remain();
