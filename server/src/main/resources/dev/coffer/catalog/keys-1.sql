-- The keys of one database. In every cluster: master's here, a user database's in its own, so that they travel with it.
-- Only the owner reads this schema; what others may see, the views in sys show.
CREATE SCHEMA coffer;
REVOKE ALL ON SCHEMA coffer FROM PUBLIC;
CREATE SCHEMA IF NOT EXISTS sys;
GRANT USAGE ON SCHEMA sys TO PUBLIC;

CREATE TABLE coffer.schema_version (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    version integer NOT NULL,
    views_digest bytea
);
INSERT INTO coffer.schema_version (version) VALUES (0);

CREATE TABLE coffer.master_key (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    guid uuid NOT NULL UNIQUE,
    key_id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    modified_at timestamptz NOT NULL
);

CREATE TABLE coffer.master_key_password (
    password_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    master_key_guid uuid NOT NULL REFERENCES coffer.master_key (guid),
    sealed bytea NOT NULL
);

CREATE TABLE coffer.certificate (
    guid uuid PRIMARY KEY,
    certificate_id integer NOT NULL UNIQUE,
    name varchar(128) NOT NULL,
    name_key varchar(256) NOT NULL UNIQUE,
    der bytea NOT NULL,
    thumbprint bytea NOT NULL UNIQUE CHECK (octet_length(thumbprint) = 20),
    subject varchar(4000) NOT NULL,
    issuer varchar(442) NOT NULL,
    serial_number varchar(64) NOT NULL,
    starts_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    key_length integer NOT NULL,
    key_id bytea NOT NULL CHECK (octet_length(key_id) = 20),
    protection char(2) NOT NULL CHECK (protection IN ('NA', 'MK', 'PW', 'SK')),
    sealed_private_key bytea CHECK ((sealed_private_key IS NULL) = (protection = 'NA')),
    exported_at timestamptz,
    created_at timestamptz NOT NULL,
    row_mac bytea NOT NULL
);
