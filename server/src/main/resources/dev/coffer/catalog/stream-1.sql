-- Databases whose log is backed up every few seconds.
CREATE TABLE coffer.log_stream (
    database_id integer PRIMARY KEY REFERENCES coffer.database ON DELETE CASCADE,
    folder text NOT NULL,
    -- The words ENCRYPTION (...) of each backup; empty without.
    encryption text NOT NULL,
    -- What was committed before is in a backup.
    sealed_until timestamptz,
    behind_bytes bigint,
    error text
);
