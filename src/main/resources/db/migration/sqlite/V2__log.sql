-- The log that proves the record: one Merkle tree (RFC 6962) over all entries. What was recorded before it began has no entry.

CREATE TABLE entry (
    entry_index INTEGER PRIMARY KEY, -- the leaf's place, from 0 without gaps
    about       TEXT, -- what it is about, where entries are looked for by it: the type and a policy's name or a recommendation's id
    bytes       BLOB NOT NULL -- canonical JSON: the very bytes that were hashed
) STRICT;

CREATE INDEX entry_by_about ON entry (about, entry_index) WHERE about IS NOT NULL;

-- Full tiles after C2SP tlog-tiles: 256 hashes of 32 bytes. What does not fill a tile follows from the entries, or from the
-- roots one level below.
CREATE TABLE tile (
    level  INTEGER NOT NULL,
    number INTEGER NOT NULL,
    root   BLOB    NOT NULL, -- over the hashes; a hash of the level above
    hashes BLOB    NOT NULL,
    PRIMARY KEY (level, number)
) STRICT;

-- How far the log has come: one row.
CREATE TABLE head (
    one        INTEGER PRIMARY KEY CHECK (one = 1),
    size       INTEGER NOT NULL,
    root       BLOB    NOT NULL,
    checkpoint TEXT -- the newest one, a signed note; it may lag behind by a second
) STRICT;

INSERT INTO head (one, size, root) VALUES (1, 0, x'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');

ALTER TABLE recommendation ADD COLUMN entry_index INTEGER REFERENCES entry; -- null: recorded before the log began
ALTER TABLE recommendation ADD COLUMN salts BLOB; -- what opens the entry's commitments: 16 bytes for the request, 16 for the answer

CREATE TRIGGER entry_stays BEFORE UPDATE ON entry BEGIN SELECT raise(ABORT, 'a record is never changed'); END;
CREATE TRIGGER entry_remains BEFORE DELETE ON entry BEGIN SELECT raise(ABORT, 'a record is never deleted'); END;
CREATE TRIGGER entry_follows BEFORE INSERT ON entry WHEN NEW.entry_index <> (SELECT coalesce(max(entry_index) + 1, 0) FROM entry)
    BEGIN SELECT raise(ABORT, 'an entry follows the one before'); END;
CREATE TRIGGER tile_stays BEFORE UPDATE ON tile BEGIN SELECT raise(ABORT, 'a record is never changed'); END;
CREATE TRIGGER tile_remains BEFORE DELETE ON tile BEGIN SELECT raise(ABORT, 'a record is never deleted'); END;
CREATE TRIGGER head_grows BEFORE UPDATE ON head
    WHEN NEW.size < OLD.size OR NEW.size = OLD.size AND NEW.root <> OLD.root OR NEW.checkpoint IS NULL AND OLD.checkpoint IS NOT NULL
    BEGIN SELECT raise(ABORT, 'a record is never changed'); END;
CREATE TRIGGER head_remains BEFORE DELETE ON head BEGIN SELECT raise(ABORT, 'a record is never deleted'); END;
