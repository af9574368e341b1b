-- Streams go to disks or to URLs.
ALTER TABLE coffer.log_stream
    ADD COLUMN device varchar(4) NOT NULL DEFAULT 'DISK' CHECK (device IN ('DISK', 'URL')),
    -- The options that name credential and region; empty without.
    ADD COLUMN remote text NOT NULL DEFAULT '';
