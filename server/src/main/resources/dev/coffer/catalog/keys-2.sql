-- The credentials of one database: what opens places outside, with a secret that the database's master key seals.
CREATE TABLE coffer.scoped_credential (
    guid uuid PRIMARY KEY,
    credential_id integer GENERATED ALWAYS AS IDENTITY (START WITH 65536),
    name varchar(128) NOT NULL,
    name_key varchar(256) NOT NULL UNIQUE,
    identity varchar(4000) NOT NULL,
    sealed_secret bytea,
    created_at timestamptz NOT NULL,
    modified_at timestamptz NOT NULL,
    row_mac bytea NOT NULL
);
