-- Where the next backup of a database's log begins. No row: no log is kept, and a full backup comes first.
CREATE TABLE coffer.log_chain (
    database_id integer PRIMARY KEY REFERENCES coffer.database ON DELETE CASCADE,
    position numeric(20,0) NOT NULL,
    -- The recovery fork at that position; the database may have left it since.
    fork_guid uuid NOT NULL,
    -- Of the last full, as backups of the log name it.
    full_position numeric(20,0) NOT NULL,
    -- The backup of the log that ended there.
    set_guid uuid,
    root bytea,
    CHECK ((set_guid IS NULL) = (root IS NULL))
);

-- What was laid down of a database that is RESTORING, and what fits behind it.
CREATE TABLE coffer.restore_sequence (
    database_id integer PRIMARY KEY REFERENCES coffer.database ON DELETE CASCADE,
    goes_on boolean NOT NULL,
    database_guid uuid NOT NULL,
    family_guid uuid NOT NULL,
    recovery_model text NOT NULL,
    system_id text NOT NULL,
    full_guid uuid NOT NULL,
    position numeric(20,0) NOT NULL,
    fork_guid uuid NOT NULL,
    reached_at timestamptz NOT NULL,
    timeline integer NOT NULL,
    has_log boolean NOT NULL,
    chain_position numeric(20,0) NOT NULL,
    chain_fork_guid uuid NOT NULL,
    chain_full_position numeric(20,0) NOT NULL,
    chain_set_guid uuid,
    chain_root bytea,
    stop_position numeric(20,0),
    stop_inclusive boolean,
    -- The database of that name before; it goes when the restore is over.
    kept_home_id uuid,
    kept_data_folder text,
    kept_log_folder text,
    CHECK ((stop_position IS NULL) = (stop_inclusive IS NULL)),
    CHECK ((chain_set_guid IS NULL) = (chain_root IS NULL))
);
