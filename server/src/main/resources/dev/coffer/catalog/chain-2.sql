-- The full that was laid down, to the last byte, and the log that the last one laid down follows.
ALTER TABLE coffer.restore_sequence
    ADD COLUMN full_root bytea NOT NULL DEFAULT '\x',
    ADD COLUMN before_set_guid uuid,
    ADD COLUMN before_root bytea,
    ADD CHECK ((before_set_guid IS NULL) = (before_root IS NULL));
