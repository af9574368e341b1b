-- How much backups may take of the machine and its lines.
INSERT INTO coffer.configuration
    (configuration_id, name, value, value_in_use, minimum, maximum, description, is_advanced, is_settable)
VALUES
    (20001, 'backup max MB per second', 0, 0, 0, 1000000, 'MiB that all backups together write in a second; 0 for no limit', false, true),
    (20002, 'backup max workers', 0, 0, 0, 48, 'Cores that a backup may keep busy; 0 for all', false, true);
