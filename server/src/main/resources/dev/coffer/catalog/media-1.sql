-- Mirrors, and devices with names of their own.
ALTER TABLE coffer.media_set ADD COLUMN mirror_count smallint NOT NULL DEFAULT 1;
ALTER TABLE coffer.media_family
    ADD COLUMN mirror smallint NOT NULL DEFAULT 0,
    ADD COLUMN logical_device_name varchar(128),
    DROP CONSTRAINT media_family_pkey,
    ADD PRIMARY KEY (media_set_id, sequence_number, mirror);

CREATE TABLE coffer.backup_device (
    name varchar(128) NOT NULL,
    name_key varchar(256) PRIMARY KEY,
    physical_name varchar(260) NOT NULL
);
