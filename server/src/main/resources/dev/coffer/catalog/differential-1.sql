-- The full backup that a database's differentials stand on. It counts only while the database lives in that home: a
-- restore makes another one.
CREATE TABLE coffer.differential_base (
    database_id integer PRIMARY KEY REFERENCES coffer.database ON DELETE CASCADE,
    home_id uuid NOT NULL,
    set_guid uuid NOT NULL,
    root bytea NOT NULL CHECK (octet_length(root) = 32),
    lsn numeric(25,0) NOT NULL,
    started_at timestamptz NOT NULL
);
