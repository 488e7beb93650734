-- The record and the log that proves it. Names and meanings are those of the SQLite files beside this folder; what differs is
-- how an entry gets its place: a record's transaction puts it into the outbox, and one replica at a time numbers it from there.
-- Rows are added and never changed; times are milliseconds since 1970, UTC. Texts compare by their bytes, as in SQLite.

-- Each set of fired rules once. It can be longer than a B-tree takes, so a hash index keeps it unique.
CREATE TABLE fired (
    id        bigint PRIMARY KEY,
    rules_key text COLLATE "C" NOT NULL,
    CONSTRAINT fired_once EXCLUDE USING hash (rules_key WITH =)
);

CREATE TABLE fired_rule (
    rule     text COLLATE "C" NOT NULL,
    fired_id bigint NOT NULL REFERENCES fired,
    PRIMARY KEY (rule, fired_id)
);

CREATE TABLE recommendation (
    position    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- about the order of commits
    id          text COLLATE "C" NOT NULL UNIQUE,
    policy      text COLLATE "C" NOT NULL,
    version     integer NOT NULL,
    digest      text NOT NULL,
    status      text NOT NULL,
    outcome     text COLLATE "C",
    reference   text COLLATE "C",
    reference_tag integer,
    recorded_at bigint NOT NULL,
    fired_id    bigint NOT NULL, -- of fired. Not a foreign key, which would lock the row of a set in every transaction that uses it
    answer      bytea NOT NULL,
    entry_index bigint CHECK (entry_index IS NULL), -- as in SQLite; here the entry has the same id, and no index yet when this is written
    salts       bytea
);

ALTER TABLE recommendation ALTER answer SET STORAGE EXTERNAL; -- it is compressed already

CREATE INDEX recommendation_by_time ON recommendation (recorded_at, position, policy, version, outcome, fired_id);
CREATE INDEX recommendation_by_reference ON recommendation (reference_tag, recorded_at, position) WHERE reference_tag IS NOT NULL;

CREATE TABLE idempotency (
    key         text COLLATE "C" PRIMARY KEY,
    fingerprint text NOT NULL,
    position    bigint NOT NULL REFERENCES recommendation
);

CREATE TABLE policy_version (
    policy       text COLLATE "C" NOT NULL,
    number       integer NOT NULL,
    digest       text COLLATE "C" NOT NULL,
    activated_at bigint NOT NULL,
    files        bytea NOT NULL,
    sample       bytea NOT NULL,
    PRIMARY KEY (policy, number),
    UNIQUE (policy, digest)
);

CREATE TABLE opening (
    at bigint NOT NULL
);

CREATE TABLE follow_up (
    position       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    entry_index    bigint CHECK (entry_index IS NULL), -- as of a recommendation
    id             text COLLATE "C" NOT NULL UNIQUE,
    recommendation text COLLATE "C" NOT NULL REFERENCES recommendation (id),
    policy         text COLLATE "C" NOT NULL,
    version        integer NOT NULL,
    outcome        text COLLATE "C",
    followed       text NOT NULL CHECK (followed IN ('YES', 'NO', 'PARTLY')),
    recorded_at    bigint NOT NULL,
    note           text,
    salt           bytea
);

CREATE INDEX follow_up_by_recommendation ON follow_up (recommendation, recorded_at, id);
CREATE INDEX follow_up_by_policy ON follow_up (policy, version, outcome, followed, recommendation);

CREATE TABLE erasure (
    position bigint PRIMARY KEY REFERENCES recommendation,
    id       text COLLATE "C" NOT NULL UNIQUE,
    at       bigint NOT NULL,
    cause    text NOT NULL CHECK (cause IN ('REQUEST', 'RETENTION'))
);

CREATE TABLE hold (
    number   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id       text COLLATE "C" NOT NULL UNIQUE,
    position bigint NOT NULL REFERENCES recommendation,
    held     integer NOT NULL CHECK (held IN (0, 1)),
    at       bigint NOT NULL,
    reason   text,
    salt     bytea
);

CREATE INDEX hold_by_recommendation ON hold (position, number, held);

-- Entries that have no place in the tree yet. A row leaves when its entry is in the log.
CREATE TABLE outbox (
    seq   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id    text COLLATE "C" NOT NULL UNIQUE,
    about text COLLATE "C",
    bytes bytea NOT NULL
);

CREATE INDEX outbox_by_about ON outbox (about) WHERE about IS NOT NULL;

CREATE TABLE entry (
    entry_index bigint PRIMARY KEY,
    id          text COLLATE "C" NOT NULL UNIQUE, -- so nothing gets two places
    about       text COLLATE "C",
    bytes       bytea NOT NULL
);

CREATE INDEX entry_by_about ON entry (about, entry_index) WHERE about IS NOT NULL;

CREATE TABLE tile (
    level  integer NOT NULL,
    number bigint NOT NULL,
    root   bytea NOT NULL,
    hashes bytea NOT NULL,
    PRIMARY KEY (level, number)
);

CREATE TABLE head (
    one        integer PRIMARY KEY CHECK (one = 1),
    size       bigint NOT NULL,
    root       bytea NOT NULL,
    checkpoint text,
    epoch      bigint NOT NULL DEFAULT 0 -- whose turn it is to number; only in its epoch does a replica write here
);

INSERT INTO head (one, size, root) VALUES (1, 0, '\xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');

-- Every entry, in the log or on its way into it.
CREATE VIEW said AS
    SELECT entry_index, entry_index AS place, id, about, bytes FROM entry
    UNION ALL
    SELECT NULL, 4611686018427387904 + seq, id, about, bytes FROM outbox;

CREATE VIEW logged_recommendation AS
    SELECT id, policy, version, answer, salts, said.entry_index, bytes FROM recommendation JOIN said USING (id);

CREATE VIEW logged_follow_up AS
    SELECT id, recommendation, followed, note, salt, recorded_at, bytes FROM follow_up JOIN said USING (id);

CREATE FUNCTION remain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a record is never %', CASE TG_OP WHEN 'UPDATE' THEN 'changed' ELSE 'deleted' END;
END $$;

CREATE TRIGGER fired_remains BEFORE UPDATE OR DELETE OR TRUNCATE ON fired EXECUTE FUNCTION remain();
CREATE TRIGGER fired_rule_remains BEFORE UPDATE OR DELETE OR TRUNCATE ON fired_rule EXECUTE FUNCTION remain();
CREATE TRIGGER recommendation_remains BEFORE DELETE OR TRUNCATE ON recommendation EXECUTE FUNCTION remain();
CREATE TRIGGER idempotency_remains BEFORE UPDATE OR DELETE OR TRUNCATE ON idempotency EXECUTE FUNCTION remain();
CREATE TRIGGER policy_version_remains BEFORE UPDATE OR DELETE OR TRUNCATE ON policy_version EXECUTE FUNCTION remain();
CREATE TRIGGER follow_up_remains BEFORE DELETE OR TRUNCATE ON follow_up EXECUTE FUNCTION remain();
CREATE TRIGGER hold_remains BEFORE DELETE OR TRUNCATE ON hold EXECUTE FUNCTION remain();
CREATE TRIGGER erasure_remains BEFORE UPDATE OR DELETE OR TRUNCATE ON erasure EXECUTE FUNCTION remain();
CREATE TRIGGER outbox_remains BEFORE UPDATE OR TRUNCATE ON outbox EXECUTE FUNCTION remain();
CREATE TRIGGER entry_remains BEFORE UPDATE OR DELETE OR TRUNCATE ON entry EXECUTE FUNCTION remain();
CREATE TRIGGER tile_remains BEFORE UPDATE OR DELETE OR TRUNCATE ON tile EXECUTE FUNCTION remain();
CREATE TRIGGER head_remains BEFORE DELETE OR TRUNCATE ON head EXECUTE FUNCTION remain();

-- An update may only erase, and only what an erasure says so of.
CREATE FUNCTION erase_recommendation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM erasure WHERE position = OLD.position)
            OR NEW.answer <> '' OR NEW.salts IS NOT NULL OR NEW.reference IS NOT NULL OR NEW.reference_tag IS NOT NULL
            OR NEW.fired_id <> (SELECT id FROM fired WHERE rules_key = '')
            OR (NEW.position, NEW.id, NEW.policy, NEW.version, NEW.digest, NEW.status, NEW.outcome, NEW.recorded_at)
                IS DISTINCT FROM (OLD.position, OLD.id, OLD.policy, OLD.version, OLD.digest, OLD.status, OLD.outcome, OLD.recorded_at) THEN
        RAISE EXCEPTION 'a record is never changed, only erased';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER recommendation_stays BEFORE UPDATE ON recommendation FOR EACH ROW EXECUTE FUNCTION erase_recommendation();

CREATE FUNCTION erase_follow_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM erasure JOIN recommendation USING (position) WHERE recommendation.id = OLD.recommendation)
            OR NEW.note IS NOT NULL OR NEW.salt IS NOT NULL
            OR (NEW.position, NEW.id, NEW.recommendation, NEW.policy, NEW.version, NEW.outcome, NEW.followed, NEW.recorded_at)
                IS DISTINCT FROM
                (OLD.position, OLD.id, OLD.recommendation, OLD.policy, OLD.version, OLD.outcome, OLD.followed, OLD.recorded_at) THEN
        RAISE EXCEPTION 'a record is never changed, only erased';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER follow_up_stays BEFORE UPDATE ON follow_up FOR EACH ROW EXECUTE FUNCTION erase_follow_up();

CREATE FUNCTION erase_hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM erasure WHERE position = OLD.position) OR NEW.reason IS NOT NULL OR NEW.salt IS NOT NULL
            OR (NEW.number, NEW.id, NEW.position, NEW.held, NEW.at) IS DISTINCT FROM (OLD.number, OLD.id, OLD.position, OLD.held, OLD.at) THEN
        RAISE EXCEPTION 'a record is never changed, only erased';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER hold_stays BEFORE UPDATE ON hold FOR EACH ROW EXECUTE FUNCTION erase_hold();

-- Two replicas may hold and erase, or erase twice, at the same moment. Whoever comes second waits for the other's commit and
-- then is told to look again, as after a deadlock.
CREATE FUNCTION one_at_a_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM recommendation WHERE position = NEW.position FOR NO KEY UPDATE;
    IF EXISTS (SELECT 1 FROM erasure WHERE position = NEW.position) THEN
        RAISE EXCEPTION 'a record is erased once, and not held after it' USING ERRCODE = 'serialization_failure';
    END IF;
    IF TG_TABLE_NAME = 'erasure' AND (SELECT held FROM hold WHERE position = NEW.position ORDER BY number DESC LIMIT 1) = 1 THEN
        RAISE EXCEPTION 'a record is never erased while it is held' USING ERRCODE = 'serialization_failure';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER erasure_waits BEFORE INSERT ON erasure FOR EACH ROW EXECUTE FUNCTION one_at_a_time();
CREATE TRIGGER hold_waits BEFORE INSERT ON hold FOR EACH ROW EXECUTE FUNCTION one_at_a_time();

CREATE FUNCTION leave_for_the_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM entry WHERE entry.id = OLD.id AND entry.bytes = OLD.bytes) THEN
        RAISE EXCEPTION 'a record is never deleted';
    END IF;
    RETURN OLD;
END $$;

-- What has its place already gets no second one: a sequencer that met it would stand still.
CREATE FUNCTION enter_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM entry WHERE entry.id = NEW.id) THEN
        RAISE EXCEPTION 'an entry is unique, and this one is in the log already' USING ERRCODE = 'unique_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER outbox_enters BEFORE INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION enter_once();

-- A note that comes while its recommendation is erased would stay.
CREATE FUNCTION follow_what_is_there() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM recommendation WHERE id = NEW.recommendation FOR NO KEY UPDATE;
    IF EXISTS (SELECT 1 FROM erasure JOIN recommendation USING (position) WHERE recommendation.id = NEW.recommendation) THEN
        RAISE EXCEPTION 'what is erased takes no note' USING ERRCODE = 'serialization_failure';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER follow_up_waits BEFORE INSERT ON follow_up FOR EACH ROW EXECUTE FUNCTION follow_what_is_there();
CREATE TRIGGER outbox_leaves BEFORE DELETE ON outbox FOR EACH ROW EXECUTE FUNCTION leave_for_the_log();

CREATE FUNCTION follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.entry_index <> (SELECT coalesce(max(entry_index) + 1, 0) FROM entry) THEN
        RAISE EXCEPTION 'an entry follows the one before';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER entry_follows BEFORE INSERT ON entry FOR EACH ROW EXECUTE FUNCTION follow();

CREATE FUNCTION grow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.size < OLD.size OR NEW.size = OLD.size AND NEW.root <> OLD.root OR NEW.epoch < OLD.epoch
            OR NEW.checkpoint IS NULL AND OLD.checkpoint IS NOT NULL THEN
        RAISE EXCEPTION 'a record is never changed';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER head_grows BEFORE UPDATE ON head FOR EACH ROW EXECUTE FUNCTION grow();
