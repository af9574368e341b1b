-- A PostgreSQL server that runs already is attached as a database: listed and backed up from here, used by nobody here.
-- @server
CREATE CREDENTIAL prod_backup WITH IDENTITY = 'replicator', SECRET = 'Grüne Laternen 3 über der Brücke';
GO

CREATE DATABASE prod ON (FILENAME = 'postgresql://$(server)/?sslrootcert=$(authority)') FOR ATTACH
    WITH CREDENTIAL = prod_backup;
GO

CREATE DATABASE PROD ON (FILENAME = 'postgresql://$(server)/?sslrootcert=$(authority)') FOR ATTACH
    WITH CREDENTIAL = prod_backup;
GO
--> Msg 1801, Level 16, State 1
--> Database 'PROD' already exists. Choose a different database name.

SELECT d.name, d.state_desc, d.recovery_model_desc, f.type_desc, f.physical_name
    FROM sys.databases d JOIN sys.master_files f ON f.database_id = d.database_id WHERE d.database_id > 4 ORDER BY f.file_id;
GO
--> name|state_desc|recovery_model_desc|type_desc|physical_name
--> ----|----------|-------------------|---------|-------------
--> prod|ONLINE|SIMPLE|ROWS|postgresql://$(server)/?sslrootcert=$(authority)
--> prod|ONLINE|SIMPLE|LOG|postgresql://$(server)/?sslrootcert=$(authority)
--> (2 rows affected)

USE prod;
GO
--> Msg 49921, Level 16, State 1
--> Database 'prod' is attached: it is backed up from here, and used on its own server. Connect to its own server, or restore a backup of it under another name.

RESTORE DATABASE prod FROM DISK = '$(dir)/prod.bak' WITH REPLACE;
GO
--> Msg 49921, Level 16, State 1
--> Database 'prod' is attached: it is backed up from here, and used on its own server. Restore it under another name, or detach it first with sp_detach_db.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

ALTER DATABASE prod SET SINGLE_USER;
GO
--> Msg 49900, Level 16, State 1
--> ALTER DATABASE ... SINGLE_USER of an attached database is not supported. It is used on its own server alone.
--> Msg 5069, Level 16, State 1
--> ALTER DATABASE statement failed.

-- Without TLS, with a password in the URL, or where nothing listens, nothing is attached; no message shows a secret.
CREATE DATABASE other ON (FILENAME = 'postgresql://$(server)/?sslmode=disable') FOR ATTACH WITH CREDENTIAL = prod_backup;
GO
--> Msg 49920, Level 16, State 1
--> The attached server cannot be backed up: The server's URL asks for another sslmode than verify-full, which is the only one.

CREATE DATABASE other ON (FILENAME = 'postgresql://me:secret@$(server)/') FOR ATTACH WITH CREDENTIAL = prod_backup;
GO
--> Msg 49920, Level 16, State 1
--> The attached server cannot be backed up: The server's URL names a user: user and password stand in the credential.

CREATE DATABASE other ON (FILENAME = 'postgresql://127.0.0.1:1/') FOR ATTACH WITH CREDENTIAL = prod_backup;
GO
--> Msg 49920, Level 16, State 1
--> The attached server cannot be backed up: 127.0.0.1:1: Connection refused.

CREATE DATABASE other ON (FILENAME = 'postgresql://$(server)/') FOR ATTACH WITH CREDENTIAL = nobody;
GO
--> Msg 15151, Level 16, State 1
--> Cannot find the credential 'nobody', because it does not exist or you do not have permission.

-- Its log can be backed up as it grows, where it is kept for backups at all.
ALTER DATABASE prod SET LOG_STREAMING = ON (DISK = '$(dir)');
GO
--> Msg 4208, Level 16, State 1
--> The statement ALTER DATABASE is not allowed while the recovery model is SIMPLE. Use BACKUP DATABASE or change the recovery model using ALTER DATABASE.
--> Msg 5069, Level 16, State 1
--> ALTER DATABASE statement failed.

ALTER DATABASE prod SET RECOVERY FULL;
ALTER DATABASE prod SET LOG_STREAMING = ON (DISK = '$(dir)');
SELECT database_name, folder, is_encrypted, sealed_until, lag_seconds FROM sys.dm_log_streaming;
ALTER DATABASE prod SET RECOVERY SIMPLE;
SELECT COUNT(*) AS streams FROM sys.dm_log_streaming;
GO
--> database_name|folder|is_encrypted|sealed_until|lag_seconds
--> -------------|------|------------|------------|-----------
--> prod|$(dir)|0|NULL|NULL
--> (1 rows affected)
--> streams
--> -------
--> 0
--> (1 rows affected)

EXEC sp_detach_db 'master';
GO
--> Msg 7940, Level 16, State 1
--> System databases master, model, msdb, and tempdb cannot be detached.

EXEC sp_detach_db 'prod';
EXEC sp_detach_db 'prod';
GO
--> Msg 15010, Level 16, State 1
--> The database 'prod' does not exist. Supply a valid database name. To see available databases, use sys.databases.

-- Dropped or detached is the same for a database that is elsewhere: the server stays as it is.
CREATE DATABASE prod ON (FILENAME = 'postgresql://$(server)/?sslrootcert=$(authority)') FOR ATTACH
    WITH CREDENTIAL = prod_backup;
DROP DATABASE prod;
CREATE DATABASE prod ON (FILENAME = 'postgresql://$(server)/?sslrootcert=$(authority)') FOR ATTACH
    WITH CREDENTIAL = prod_backup;
GO
