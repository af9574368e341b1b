-- A lost instance is rebuilt from an encrypted backup of master, the backup of the service master key and nothing else.
-- @in-process
CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Quiet harbour, 7 cranes';
CREATE CERTIFICATE BackupCert WITH SUBJECT = 'Backups';
CREATE DATABASE Shop;
BACKUP SERVICE MASTER KEY TO FILE = '$(dir)/smk.key' ENCRYPTION BY PASSWORD = 'Paper moon, 9 lamps';
EXEC sp_configure 'backup checksum default', 1;
RECONFIGURE;
GO
--> Configuration option 'backup checksum default' changed from 0 to 1. Run the RECONFIGURE statement to install.

USE Shop;
CREATE TABLE t (a int);
INSERT INTO t VALUES (42);
GO
--> ...

BACKUP DATABASE Shop TO DISK = '$(dir)/shop.bak' WITH COMPRESSION,
  ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = BackupCert);
BACKUP DATABASE master TO DISK = '$(dir)/master.bak' WITH COMPRESSION,
  ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = BackupCert);
GO
--> ...
--> Processed {n} pages for database 'master', file 'master' on file 1.
--> Processed {n} pages for database 'master', file 'master_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {any}

RESTORE VERIFYONLY FROM DISK = '$(dir)/master.bak';
RESTORE DATABASE master FROM DISK = '$(dir)/master.bak';
GO
--> The backup set on file 1 is valid.
--> Msg 3108, Level 16, State 1
--> To restore the master database, the server must be running in single-user mode. {any}
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

-- Another machine: nothing of the first is here, and nothing opens the backup yet.
-- @instance B
-- @restart single-user
RESTORE DATABASE master FROM DISK = '$(dir)/master.bak' WITH REPLACE;
GO
--> Msg 33111, Level 16, State {n}
--> {any}
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

RESTORE SERVICE MASTER KEY FROM FILE = '$(dir)/smk.key' DECRYPTION BY PASSWORD = 'Paper moon, 9 lamps';
RESTORE DATABASE master FROM DISK = '$(dir)/shop.bak' WITH REPLACE;
GO
--> Msg 3154, Level 16, State 1
--> {any}
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

RESTORE DATABASE master FROM DISK = '$(dir)/master.bak' WITH REPLACE;
GO
--> Processed {n} pages for database 'master', file 'master' on file 1.
--> Processed {n} pages for database 'master', file 'master_log' on file 1.
--> The master database has been successfully restored. Shutting down SQL Server.

-- @restart
EXEC sp_readerrorlog 0, 1, 'Database was restored', 'master';
GO
--> LogDate|ProcessInfo|Text
--> -------|-----------|----
--> {time}|Server|Database was restored: Database: master, {any}
--> (1 rows affected)

SELECT name FROM sys.databases ORDER BY name;
SELECT name FROM master.sys.certificates WHERE name NOT LIKE '##%';
SELECT name, value_in_use FROM sys.configurations WHERE name = 'backup checksum default';
GO
--> name
--> ----
--> Shop
--> master
--> msdb
--> (3 rows affected)
--> name
--> ----
--> BackupCert
--> (1 rows affected)
--> name|value_in_use
--> ----|------------
--> backup checksum default|1
--> (1 rows affected)

RESTORE DATABASE Shop FROM DISK = '$(dir)/shop.bak' WITH REPLACE;
GO
--> ...
USE Shop;
SELECT a FROM t;
GO
--> Changed database context to 'Shop'.
--> a
--> -
--> 42
--> (1 rows affected)

-- The key that protects the certificate came along, too.
BACKUP CERTIFICATE BackupCert TO FILE = '$(dir)/nothing.cer';
GO
--> Msg 15151, Level 16, State 1
--> {any}

USE master;
BACKUP CERTIFICATE BackupCert TO FILE = '$(dir)/cert.cer'
  WITH PRIVATE KEY (FILE = '$(dir)/cert.pvk', ENCRYPTION BY PASSWORD = 'Copper kettle, 5 birds');
GO
--> ...
