-- Server options. An option that is not settable shows how Coffer is; a new one is a row of a later step.
CREATE TABLE coffer.configuration (
    configuration_id integer PRIMARY KEY,
    name varchar(35) NOT NULL UNIQUE,
    value integer NOT NULL,
    value_in_use integer NOT NULL,
    minimum integer NOT NULL,
    maximum integer NOT NULL,
    description varchar(255) NOT NULL,
    is_advanced boolean NOT NULL,
    is_settable boolean NOT NULL,
    CHECK (value BETWEEN minimum AND maximum AND value_in_use BETWEEN minimum AND maximum)
);

INSERT INTO coffer.configuration
    (configuration_id, name, value, value_in_use, minimum, maximum, description, is_advanced, is_settable)
VALUES
    (101, 'recovery interval (min)', 0, 0, 0, 32767, 'Maximum recovery interval in minutes', true, false),
    (102, 'allow updates', 0, 0, 0, 1, 'Allow updates to system tables', false, false),
    (103, 'user connections', 0, 0, 0, 32767, 'Number of user connections allowed', true, false),
    (112, 'media retention', 0, 0, 0, 365, 'Tape retention period in days', true, true),
    (115, 'nested triggers', 1, 1, 0, 1, 'Allow triggers to be invoked within triggers', false, false),
    (116, 'server trigger recursion', 1, 1, 0, 1, 'Allow recursion for server level triggers', false, false),
    (117, 'remote access', 0, 0, 0, 1, 'Allow remote access', false, false),
    (124, 'default language', 0, 0, 0, 9999, 'default language', false, false),
    (505, 'network packet size (B)', 4096, 4096, 512, 32767, 'Network packet size', true, false),
    (518, 'show advanced options', 0, 0, 0, 1, 'show advanced options', false, true),
    (542, 'remote proc trans', 0, 0, 0, 1, 'Create DTC transaction for remote procedures', false, false),
    (1519, 'remote login timeout (s)', 10, 10, 0, 2147483647, 'remote login timeout', false, false),
    (1534, 'user options', 0, 0, 0, 32767, 'user options', false, false),
    (1539, 'max degree of parallelism', 0, 0, 0, 32767, 'maximum degree of parallelism', true, false),
    (1562, 'clr enabled', 0, 0, 0, 1, 'CLR user code execution enabled in the server', false, false),
    (1568, 'default trace enabled', 0, 0, 0, 1, 'Enable or disable the default trace', true, false),
    (1576, 'remote admin connections', 0, 0, 0, 1, 'Dedicated Admin Connections are allowed from remote clients', false, false),
    (1579, 'backup compression default', 0, 0, 0, 1, 'Enable compression of backups by default', false, true),
    (1584, 'backup checksum default', 0, 0, 0, 1, 'Enable checksum of backups by default', false, true),
    (16384, 'Agent XPs', 0, 0, 0, 1, 'Enable or disable Agent XPs', true, false),
    (16390, 'xp_cmdshell', 0, 0, 0, 1, 'Enable or disable command shell', true, false),
    (16391, 'Ad Hoc Distributed Queries', 0, 0, 0, 1, 'Enable or disable Ad Hoc Distributed Queries', true, false),
    (16393, 'contained database authentication', 0, 0, 0, 1, 'Enables contained databases and contained authentication', false, false);
