-- A payload can be erased, unless it is held. What is erased may be left nowhere in the file. Deleted bytes are overwritten
-- (secure_delete), but a page that is rebuilt keeps copies of cells that were moved in it. So whatever is to be erased is in tables
-- that only grow at their end and whose rows only shrink: their cells are never moved. Nor is it in any index.

-- 16 bits of a reference, for the index: too few to tell it by, enough to find it by. See ReferenceTag.
ALTER TABLE recommendation ADD COLUMN reference_tag INTEGER;

DROP TRIGGER recommendation_stays;
UPDATE recommendation SET reference_tag = (
    WITH RECURSIVE tag (length, value) AS (
        SELECT 0, 0
        UNION ALL
        SELECT length + 1, (value * 31 + unicode(substr(reference, length + 1, 1))) & 65535 FROM tag WHERE length < length(reference))
    SELECT value FROM tag ORDER BY length DESC LIMIT 1)
WHERE reference IS NOT NULL;

DROP INDEX recommendation_by_reference;
CREATE INDEX recommendation_by_reference ON recommendation (reference_tag, recorded_at, position) WHERE reference_tag IS NOT NULL;

-- A fingerprint was a hash of the request alone, which can be tried out. From now on it is salted with the record's salts and is
-- worth nothing without them; one from before matches no request any more.
DROP TRIGGER idempotency_stays;
UPDATE idempotency SET fingerprint = '';
CREATE TRIGGER idempotency_stays BEFORE UPDATE ON idempotency BEGIN SELECT raise(ABORT, 'a record is never changed'); END;

CREATE TABLE erasure (
    position INTEGER PRIMARY KEY REFERENCES recommendation,
    id       TEXT    NOT NULL UNIQUE, -- its entry's
    at       INTEGER NOT NULL,
    cause    TEXT    NOT NULL CHECK (cause IN ('REQUEST', 'RETENTION'))
) STRICT;

-- Set and released; the newest row says which.
CREATE TABLE hold (
    number   INTEGER PRIMARY KEY,
    id       TEXT    NOT NULL UNIQUE, -- its entry's
    position INTEGER NOT NULL REFERENCES recommendation,
    held     INTEGER NOT NULL CHECK (held IN (0, 1)),
    at       INTEGER NOT NULL,
    reason   TEXT,
    salt     BLOB -- what opens the entry's commitment to the reason; null where there is no reason
) STRICT;

CREATE INDEX hold_by_recommendation ON hold (position, number, held);

CREATE TRIGGER recommendation_stays BEFORE UPDATE ON recommendation
    WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE position = OLD.position)
        OR NEW.answer <> x'' OR NEW.salts IS NOT NULL OR NEW.reference IS NOT NULL OR NEW.reference_tag IS NOT NULL
        OR NEW.fired_id <> (SELECT id FROM fired WHERE rules_key = '')
        OR NEW.position <> OLD.position OR NEW.id <> OLD.id OR NEW.policy <> OLD.policy OR NEW.version <> OLD.version
        OR NEW.digest <> OLD.digest OR NEW.status <> OLD.status OR NEW.outcome IS NOT OLD.outcome
        OR NEW.recorded_at <> OLD.recorded_at OR NEW.entry_index IS NOT OLD.entry_index
    BEGIN SELECT raise(ABORT, 'a record is never changed, only erased'); END;

DROP TRIGGER follow_up_stays;
CREATE TRIGGER follow_up_stays BEFORE UPDATE ON follow_up
    WHEN NOT EXISTS (SELECT 1 FROM erasure JOIN recommendation USING (position) WHERE recommendation.id = OLD.recommendation)
        OR NEW.note IS NOT NULL OR NEW.salt IS NOT NULL
        OR NEW.entry_index <> OLD.entry_index OR NEW.id <> OLD.id OR NEW.recommendation <> OLD.recommendation
        OR NEW.policy <> OLD.policy OR NEW.version <> OLD.version OR NEW.outcome IS NOT OLD.outcome
        OR NEW.followed <> OLD.followed OR NEW.recorded_at <> OLD.recorded_at
    BEGIN SELECT raise(ABORT, 'a record is never changed, only erased'); END;

CREATE TRIGGER hold_stays BEFORE UPDATE ON hold
    WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE position = OLD.position)
        OR NEW.reason IS NOT NULL OR NEW.salt IS NOT NULL
        OR NEW.number <> OLD.number OR NEW.id <> OLD.id OR NEW.position <> OLD.position OR NEW.held <> OLD.held OR NEW.at <> OLD.at
    BEGIN SELECT raise(ABORT, 'a record is never changed, only erased'); END;
CREATE TRIGGER hold_remains BEFORE DELETE ON hold BEGIN SELECT raise(ABORT, 'a record is never deleted'); END;

CREATE TRIGGER erasure_waits BEFORE INSERT ON erasure
    WHEN (SELECT held FROM hold WHERE position = NEW.position ORDER BY number DESC LIMIT 1) = 1
    BEGIN SELECT raise(ABORT, 'a record is never erased while it is held'); END;
CREATE TRIGGER erasure_stays BEFORE UPDATE ON erasure BEGIN SELECT raise(ABORT, 'a record is never changed'); END;
CREATE TRIGGER erasure_remains BEFORE DELETE ON erasure BEGIN SELECT raise(ABORT, 'a record is never deleted'); END;
