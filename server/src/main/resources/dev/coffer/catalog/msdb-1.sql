-- msdb: the history of backups and restores.
CREATE SCHEMA msdb_dbo;
GRANT USAGE ON SCHEMA msdb_dbo TO PUBLIC;

CREATE TABLE coffer.media_set (
    media_set_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    media_uuid uuid NOT NULL UNIQUE,
    family_count integer NOT NULL,
    name varchar(128),
    description varchar(255),
    is_compressed boolean NOT NULL,
    is_encrypted boolean NOT NULL
);

CREATE TABLE coffer.media_family (
    media_set_id integer NOT NULL REFERENCES coffer.media_set,
    sequence_number integer NOT NULL,
    family_uuid uuid NOT NULL,
    physical_device_name text NOT NULL,
    device_type smallint NOT NULL,
    PRIMARY KEY (media_set_id, sequence_number)
);

CREATE TABLE coffer.backup_set (
    backup_set_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    backup_set_uuid uuid NOT NULL,
    media_set_id integer NOT NULL REFERENCES coffer.media_set,
    position integer NOT NULL,
    expires_at timestamptz,
    name text,
    description text,
    user_name varchar(128),
    server_name varchar(128),
    machine_name varchar(128),
    first_lsn numeric(25,0) NOT NULL,
    last_lsn numeric(25,0) NOT NULL,
    checkpoint_lsn numeric(25,0) NOT NULL,
    database_backup_lsn numeric(25,0) NOT NULL,
    database_created_at timestamptz NOT NULL,
    started_at timestamptz NOT NULL,
    finished_at timestamptz NOT NULL,
    type char(1) NOT NULL,
    collation_name varchar(128),
    recovery_model varchar(60) NOT NULL,
    database_name varchar(128) NOT NULL,
    backup_size bigint NOT NULL,
    stored_size bigint NOT NULL,
    has_checksums boolean NOT NULL,
    is_damaged boolean NOT NULL,
    begins_log_chain boolean NOT NULL,
    is_copy_only boolean NOT NULL,
    first_fork uuid NOT NULL,
    last_fork uuid NOT NULL,
    database_guid uuid NOT NULL,
    family_guid uuid NOT NULL,
    base_lsn numeric(25,0),
    base_guid uuid,
    key_algorithm varchar(32),
    encryptor_type varchar(32),
    encryptor_thumbprint bytea,
    root bytea NOT NULL CHECK (octet_length(root) = 32)
);
CREATE INDEX ON coffer.backup_set (backup_set_uuid);
CREATE INDEX ON coffer.backup_set (database_name, finished_at);
CREATE INDEX ON coffer.backup_set (media_set_id, position);

CREATE TABLE coffer.backup_encryptor (
    backup_set_id integer NOT NULL REFERENCES coffer.backup_set ON DELETE CASCADE,
    slot integer NOT NULL,
    type varchar(32) NOT NULL,
    key_id bytea NOT NULL CHECK (octet_length(key_id) = 20),
    thumbprint bytea NOT NULL,
    name varchar(128) NOT NULL,
    PRIMARY KEY (backup_set_id, slot)
);
CREATE INDEX ON coffer.backup_encryptor (key_id);

CREATE TABLE coffer.backup_file (
    backup_set_id integer NOT NULL REFERENCES coffer.backup_set ON DELETE CASCADE,
    file_number integer NOT NULL,
    file_type char(1) NOT NULL,
    file_guid uuid NOT NULL,
    logical_name varchar(128) NOT NULL,
    physical_name text NOT NULL,
    file_size bigint NOT NULL,
    backup_size bigint NOT NULL,
    PRIMARY KEY (backup_set_id, file_number)
);

CREATE TABLE coffer.restore_history (
    restore_history_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    restored_at timestamptz NOT NULL,
    destination varchar(128) NOT NULL,
    user_name varchar(128) NOT NULL,
    backup_set_id integer NOT NULL REFERENCES coffer.backup_set,
    restore_type char(1) NOT NULL,
    replace boolean NOT NULL,
    recovery boolean NOT NULL
);

CREATE TABLE coffer.restore_file (
    restore_history_id integer NOT NULL REFERENCES coffer.restore_history ON DELETE CASCADE,
    file_number integer NOT NULL,
    file_guid uuid NOT NULL,
    drive text NOT NULL,
    physical_name text NOT NULL,
    PRIMARY KEY (restore_history_id, file_number)
);
