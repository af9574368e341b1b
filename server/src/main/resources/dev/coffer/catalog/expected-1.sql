-- The keys of a backup under way: noted before its file can be seen, and gone once the history lists it.
CREATE TABLE coffer.expected_encryptor (
    set_guid uuid NOT NULL,
    key_id bytea NOT NULL CHECK (octet_length(key_id) = 20),
    PRIMARY KEY (set_guid, key_id)
);
CREATE INDEX ON coffer.expected_encryptor (key_id);
