-- master: the instance, its databases, and the keys of the server.
CREATE TABLE coffer.instance (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    instance_id uuid NOT NULL,
    server_name varchar(128) NOT NULL,
    folder text NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE coffer.database (
    -- 1 to 4 are SQL Server's system databases.
    database_id integer GENERATED ALWAYS AS IDENTITY (START WITH 5) PRIMARY KEY,
    name varchar(128) NOT NULL,
    name_key varchar(256) NOT NULL UNIQUE,
    home_id uuid NOT NULL UNIQUE,
    data_folder text NOT NULL,
    log_folder text NOT NULL,
    created_at timestamptz NOT NULL,
    state text NOT NULL CHECK (state IN ('ONLINE', 'RESTORING')),
    recovery_model text NOT NULL CHECK (recovery_model IN ('FULL', 'BULK_LOGGED', 'SIMPLE')),
    database_guid uuid NOT NULL,
    family_guid uuid NOT NULL,
    fork_guid uuid NOT NULL,
    system_id text,
    timeline integer NOT NULL CHECK (timeline >= 1),
    owner varchar(128) NOT NULL
);

-- Outlives the databases: a timeline that was used once for a system id is never used again.
CREATE TABLE coffer.timeline (
    system_id text PRIMARY KEY,
    highest integer NOT NULL
);

CREATE TABLE coffer.service_master_key (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    guid uuid NOT NULL,
    key_id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    modified_at timestamptz NOT NULL,
    exported_at timestamptz
);

CREATE TABLE coffer.seal (
    seal_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    provider text NOT NULL UNIQUE,
    sealed bytea NOT NULL
);

-- A copy of each database master key that the service master key opens; database_id is null for master itself.
CREATE TABLE coffer.master_key_copy (
    master_key_guid uuid PRIMARY KEY,
    database_id integer REFERENCES coffer.database ON DELETE CASCADE,
    sealed bytea NOT NULL
);

CREATE TABLE coffer.trusted_signer (
    guid uuid PRIMARY KEY,
    public_key bytea NOT NULL UNIQUE,
    origin text NOT NULL CHECK (origin IN ('RETIRED', 'ADDED')),
    added_at timestamptz NOT NULL,
    row_mac bytea NOT NULL
);

-- What sys.databases and sys.master_files list: the system databases, then the others, paths resolved.
CREATE VIEW coffer.listed_database AS
SELECT s.name, s.database_id, i.instance_id AS home_id, i.created_at, 'ONLINE' AS state, s.recovery_model,
       i.folder || '/master' AS data_path, i.folder || '/master/pg_wal' AS log_path
  FROM coffer.instance i, (VALUES ('master', 1, 'SIMPLE'), ('msdb', 4, 'SIMPLE')) s (name, database_id, recovery_model)
UNION ALL
SELECT d.name, d.database_id, d.home_id, d.created_at, d.state, d.recovery_model,
       CASE WHEN d.data_folder LIKE '/%' THEN d.data_folder ELSE i.folder || '/' || d.data_folder END,
       CASE WHEN d.log_folder LIKE '/%' THEN d.log_folder ELSE i.folder || '/' || d.log_folder END
  FROM coffer.database d, coffer.instance i;
