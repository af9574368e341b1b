-- Server options are set, installed, and obeyed by backups that say nothing else.
EXEC sp_configure 'backup compression default';
EXEC sp_configure 'media retention';
GO
--> name|minimum|maximum|config_value|run_value
--> ----|-------|-------|------------|---------
--> backup compression default|0|1|0|0
--> (1 rows affected)
--> Msg 15123, Level 16, State 1
--> The configuration option 'media retention' does not exist, or it may be an advanced option.

EXEC sp_configure 'show advanced', 1;
GO
--> Configuration option 'show advanced options' changed from 0 to 1. Run the RECONFIGURE statement to install.

EXEC sp_configure 'media retention', 400;
GO
--> Msg 15123, Level 16, State 1
--> The configuration option 'media retention' does not exist, or it may be an advanced option.

RECONFIGURE;
EXEC sp_configure 'media retention', 400;
GO
--> Msg 15129, Level 16, State 1
--> '400' is not a valid value for configuration option 'media retention'.

EXEC sp_configure 'backup';
GO
--> Msg 15124, Level 16, State 1
--> The configuration option 'backup' is not unique.

EXEC sp_configure 'backup max workers', 49;
GO
--> Msg 15129, Level 16, State 1
--> '49' is not a valid value for configuration option 'backup max workers'.

EXEC sp_configure 'backup max MB', 50;
EXEC sp_configure 'backup max workers', 1;
GO
--> Configuration option 'backup max MB per second' changed from 0 to 50. Run the RECONFIGURE statement to install.
--> Configuration option 'backup max workers' changed from 0 to 1. Run the RECONFIGURE statement to install.

EXEC sp_configure 'xp_cmdshell', 1;
GO
--> Msg 49900, Level 16, State 1
--> The value 1 of the option 'xp_cmdshell' is not supported.

BEGIN TRANSACTION;
RECONFIGURE;
ROLLBACK;
GO
--> Msg 574, Level 16, State 1
--> CONFIG statement cannot be used inside a user transaction.

EXEC sp_configure 'backup compression default', 1;
EXEC sp_configure 'backup checksum default', 1;
EXEC sp_configure 'media retention', 7;
GO
--> Configuration option 'backup compression default' changed from 0 to 1. Run the RECONFIGURE statement to install.
--> Configuration option 'backup checksum default' changed from 0 to 1. Run the RECONFIGURE statement to install.
--> Configuration option 'media retention' changed from 0 to 7. Run the RECONFIGURE statement to install.

CREATE DATABASE Shop;
BACKUP DATABASE Shop TO DISK = '$(dir)/before.bak';
RECONFIGURE;
BACKUP DATABASE Shop TO DISK = '$(dir)/after.bak';
BACKUP DATABASE Shop TO DISK = '$(dir)/said.bak' WITH NO_COMPRESSION, NO_CHECKSUM, RETAINDAYS = 1;
SELECT m.is_compressed, s.has_backup_checksums, DATEDIFF(day, s.backup_start_date, s.expiration_date) AS days
FROM msdb.dbo.backupset s JOIN msdb.dbo.backupmediaset m ON m.media_set_id = s.media_set_id ORDER BY s.backup_set_id;
GO
--> ...
--> is_compressed|has_backup_checksums|days
--> -------------|--------------------|----
--> 0|0|NULL
--> 1|1|7
--> 0|0|1
--> (3 rows affected)

BACKUP DATABASE Shop TO DISK = '$(dir)/after.bak' WITH INIT;
GO
--> Msg 4030, Level 16, State {n}
--> {any}
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

EXEC sp_configure 'backup checksum default', 0;
GO
--> Configuration option 'backup checksum default' changed from 1 to 0. Run the RECONFIGURE statement to install.

-- @restart
SELECT name, value, value_in_use FROM sys.configurations WHERE name LIKE 'backup ch%' OR name = 'media retention' ORDER BY name;
GO
--> name|value|value_in_use
--> ----|-----|------------
--> backup checksum default|0|0
--> media retention|7|7
--> (2 rows affected)
