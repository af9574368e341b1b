-- Who may log in. The password is never here, but its Argon2id hash.
CREATE TABLE coffer.login (
    guid uuid PRIMARY KEY,
    name varchar(128) NOT NULL,
    name_key varchar(256) NOT NULL UNIQUE,
    salt bytea NOT NULL CHECK (octet_length(salt) = 16),
    hash bytea NOT NULL CHECK (octet_length(hash) = 32),
    memory_kibibytes integer NOT NULL,
    iterations integer NOT NULL,
    lanes integer NOT NULL,
    created_at timestamptz NOT NULL,
    modified_at timestamptz NOT NULL,
    row_mac bytea NOT NULL
);
