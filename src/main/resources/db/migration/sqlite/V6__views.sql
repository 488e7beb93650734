-- What both databases are asked alike, although they tie a record to its entry in different ways.

CREATE VIEW said AS SELECT entry_index AS place, about, bytes FROM entry;

CREATE VIEW logged_recommendation AS
    SELECT id, policy, version, answer, salts, entry_index, bytes FROM recommendation JOIN entry USING (entry_index);

CREATE VIEW logged_follow_up AS
    SELECT id, recommendation, followed, note, salt, recorded_at, bytes FROM follow_up JOIN entry USING (entry_index);
