-- What the log that is kept for backups may take of the disk.
INSERT INTO coffer.configuration
    (configuration_id, name, value, value_in_use, minimum, maximum, description, is_advanced, is_settable)
VALUES
    (20003, 'kept log max MB', 10240, 10240, 16, 100000000, 'MiB of log that each database keeps for backups of it', false, true);
