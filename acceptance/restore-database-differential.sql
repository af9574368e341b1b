-- A differential brings a database to the state of its own time: the full first, then the last differential, then the log.
CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Steps-Key-1';
CREATE CERTIFICATE StepsCert WITH SUBJECT = 'Backup encryption';
BACKUP CERTIFICATE StepsCert TO FILE = '$(dir)/steps.cer'
    WITH PRIVATE KEY (FILE = '$(dir)/steps.pvk', ENCRYPTION BY PASSWORD = 'Green lanterns over 3 bridges');
CREATE DATABASE Steps;
GO
--> The private key was written as encrypted PKCS#8 (PBES2, AES-256, PBKDF2).

USE Steps;
CREATE TABLE dbo.Orders (Id int PRIMARY KEY);
CREATE TABLE dbo.Gone (Id int PRIMARY KEY);
INSERT INTO dbo.Orders VALUES (1);
USE master;
BACKUP DATABASE Steps TO DISK = '$(dir)/steps.bak'
    WITH COMPRESSION, ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = StepsCert);
INSERT INTO Steps.dbo.Orders VALUES (2);
BACKUP DATABASE Steps TO DISK = '$(dir)/steps.bak'
    WITH DIFFERENTIAL, COMPRESSION, ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = StepsCert);
USE Steps;
DROP TABLE dbo.Gone;
CREATE TABLE dbo.Came (Id int PRIMARY KEY);
INSERT INTO dbo.Came VALUES (7);
INSERT INTO dbo.Orders VALUES (3);
USE master;
BACKUP DATABASE Steps TO DISK = '$(dir)/steps.bak'
    WITH DIFFERENTIAL, COMPRESSION, ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = StepsCert);
INSERT INTO Steps.dbo.Orders VALUES (4);
BACKUP LOG Steps TO DISK = '$(dir)/steps.trn';
GO
--> ...
--> BACKUP LOG successfully processed {n} pages in {n} seconds ({n} MB/sec).

-- Nothing waits for it.
RESTORE DATABASE Steps FROM DISK = '$(dir)/steps.bak' WITH FILE = 2;
GO
--> Msg 3117, Level 16, State 1
--> The log or differential backup cannot be restored because no files are ready to rollforward.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

RESTORE DATABASE Copy FROM DISK = '$(dir)/steps.bak' WITH FILE = 1, NORECOVERY;
RESTORE DATABASE Copy FROM DISK = '$(dir)/steps.bak' WITH FILE = 2;
SELECT o.Id, OBJECT_ID('Copy.dbo.Came') AS came FROM Copy.dbo.Orders AS o ORDER BY o.Id;
GO
--> Processed {n} pages for database 'Copy', file 'Steps' on file 1.
--> Processed {n} pages for database 'Copy', file 'Steps_log' on file 1.
--> RESTORE DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).
--> Processed {n} pages for database 'Copy', file 'Steps' on file 2.
--> Processed {n} pages for database 'Copy', file 'Steps_log' on file 2.
--> RESTORE DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).
--> Id|came
--> --|----
--> 1|NULL
--> 2|NULL
--> (2 rows affected)

-- The last differential is enough; it may come after another one, across a restart, and the log goes on behind it.
RESTORE DATABASE Copy FROM DISK = '$(dir)/steps.bak' WITH FILE = 1, REPLACE, NORECOVERY;
RESTORE DATABASE Copy FROM DISK = '$(dir)/steps.bak' WITH FILE = 2, NORECOVERY;
GO
--> ...
--> RESTORE DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

-- @restart
RESTORE DATABASE Copy FROM DISK = '$(dir)/steps.bak' WITH FILE = 3, NORECOVERY;
-- One that is older than what is there.
RESTORE DATABASE Copy FROM DISK = '$(dir)/steps.bak' WITH FILE = 2, NORECOVERY;
GO
--> Processed {n} pages for database 'Copy', file 'Steps' on file 3.
--> Processed {n} pages for database 'Copy', file 'Steps_log' on file 3.
--> RESTORE DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).
--> Msg 3120, Level 16, State 1
--> This backup set will not be restored because all data has already been restored to a point beyond the time covered by this backup set.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

RESTORE LOG Copy FROM DISK = '$(dir)/steps.trn';
SELECT Id FROM Copy.dbo.Orders ORDER BY Id;
SELECT Id FROM Copy.dbo.Came;
SELECT IIF(OBJECT_ID('Copy.dbo.Gone') IS NULL, 'gone', 'there') AS gone;
GO
--> ...
--> RESTORE LOG successfully processed {n} pages in {n} seconds ({n} MB/sec).
--> Id
--> --
--> 1
--> 2
--> 3
--> 4
--> (4 rows affected)
--> Id
--> --
--> 7
--> (1 rows affected)
--> gone
--> ----
--> gone
--> (1 rows affected)

SELECT h.restore_type, h.recovery, b.position FROM msdb.dbo.restorehistory AS h
JOIN msdb.dbo.backupset AS b ON b.backup_set_id = h.backup_set_id
WHERE h.destination_database_name = N'Copy' AND b.type = 'I' ORDER BY h.restore_history_id;
GO
--> restore_type|recovery|position
--> ------------|--------|--------
--> I|1|2
--> I|0|2
--> I|0|3
--> (3 rows affected)

-- Another full is nothing it stands on.
BACKUP DATABASE Steps TO DISK = '$(dir)/other.bak' WITH COPY_ONLY;
RESTORE DATABASE Wrong FROM DISK = '$(dir)/other.bak' WITH NORECOVERY;
RESTORE DATABASE Wrong FROM DISK = '$(dir)/steps.bak' WITH FILE = 3;
GO
--> ...
--> Msg 3136, Level 16, State 1
--> This differential backup cannot be restored because the database has not been restored to the correct earlier state. Restore the full backup that it stands on WITH NORECOVERY first: the set {guid}.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

-- In place: the database goes back to the differential, and the next one needs a new full.
RESTORE DATABASE Steps FROM DISK = '$(dir)/steps.bak' WITH FILE = 1, REPLACE, NORECOVERY;
RESTORE DATABASE Steps FROM DISK = '$(dir)/steps.bak' WITH FILE = 3, RECOVERY;
SELECT count(*) AS orders FROM Steps.dbo.Orders;
BACKUP DATABASE Steps TO DISK = '$(dir)/steps.bak' WITH DIFFERENTIAL;
GO
--> ...
--> orders
--> ------
--> 3
--> (1 rows affected)
--> Msg 3035, Level 16, State 1
--> Cannot perform a differential backup for database "Steps", because a current database backup does not exist. Perform a full database backup by reissuing BACKUP DATABASE, omitting the WITH DIFFERENTIAL option. Take a full backup first: there is none since the database was created or restored.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.
