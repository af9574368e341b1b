-- Whether a database was READ_ONLY or SINGLE_USER when it was backed up, and READ_ONLY once its restore is over.
ALTER TABLE coffer.backup_set
    ADD COLUMN is_read_only boolean NOT NULL DEFAULT false,
    ADD COLUMN is_single_user boolean NOT NULL DEFAULT false;
ALTER TABLE coffer.restore_sequence
    ADD COLUMN updateability text NOT NULL DEFAULT 'READ_WRITE' CHECK (updateability IN ('READ_WRITE', 'READ_ONLY'));
