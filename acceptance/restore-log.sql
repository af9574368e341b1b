-- A database comes back as it was at any moment that its log covers.
CREATE DATABASE Till;
GO

USE Till;
CREATE TABLE dbo.Sale (Id int NOT NULL PRIMARY KEY, At datetime2 NOT NULL);
INSERT INTO dbo.Sale VALUES (1, SYSDATETIME());
USE master;
BACKUP DATABASE Till TO DISK = '$(dir)/till.bak';
GO
--> ...

INSERT INTO Till.dbo.Sale VALUES (2, SYSDATETIME());
BACKUP LOG Till TO DISK = '$(dir)/till.trn';
WAITFOR DELAY '00:00:00.050';
INSERT INTO Till.dbo.Sale VALUES (3, SYSDATETIME());
WAITFOR DELAY '00:00:00.050';
USE Till;
BEGIN TRANSACTION Deploy WITH MARK 'before the change';
INSERT INTO dbo.Sale VALUES (4, SYSDATETIME());
COMMIT TRANSACTION Deploy;
USE master;
INSERT INTO Till.dbo.Sale VALUES (5, SYSDATETIME());
BACKUP LOG Till TO DISK = '$(dir)/till.trn';
INSERT INTO Till.dbo.Sale VALUES (6, SYSDATETIME());
BACKUP LOG Till TO DISK = '$(dir)/till.trn';
GO
--> ...
--> BACKUP LOG successfully processed {n} pages in {n} seconds ({n} MB/sec).

-- msdb lists the mark, but not one that was rolled back.
USE Till;
BEGIN TRANSACTION Regret WITH MARK;
INSERT INTO dbo.Sale VALUES (7, SYSDATETIME());
ROLLBACK;
USE master;
SELECT database_name, mark_name, description, user_name, CASE WHEN lsn > 0 THEN 1 ELSE 0 END AS placed FROM msdb.dbo.logmarkhistory;
GO
--> Changed database context to 'Till'.
--> (1 rows affected)
--> Changed database context to 'master'.
--> database_name|mark_name|description|user_name|placed
--> -------------|---------|-----------|---------|------
--> Till|Deploy|before the change|{any}|1
--> (1 rows affected)

-- Nothing waits for a log.
RESTORE LOG Till FROM DISK = '$(dir)/till.trn' WITH FILE = 1;
GO
--> Msg 3117, Level 16, State 1
--> The log or differential backup cannot be restored because no files are ready to rollforward.
--> Msg 3013, Level 16, State 1
--> RESTORE LOG is terminating abnormally.

RESTORE LOG Nobody FROM DISK = '$(dir)/till.trn' WITH FILE = 1;
GO
--> Msg 3118, Level 16, State 1
--> The database "Nobody" does not exist. RESTORE can only create a database when restoring either a full backup or a file backup of the primary file.
--> Msg 3013, Level 16, State 1
--> RESTORE LOG is terminating abnormally.

-- Under another name, while the database itself is in use.
RESTORE DATABASE Copy FROM DISK = '$(dir)/till.bak' WITH NORECOVERY;
GO
--> Processed {n} pages for database 'Copy', file 'Till' on file 1.
--> Processed {n} pages for database 'Copy', file 'Till_log' on file 1.
--> RESTORE DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

RESTORE DATABASE Copy FROM DISK = '$(dir)/till.trn' WITH FILE = 1, NORECOVERY;
GO
--> Msg 3135, Level 16, State 1
--> The backup set in file '$(dir)/till.trn' was created by BACKUP LOG and cannot be used for this restore operation.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

RESTORE LOG Copy FROM DISK = '$(dir)/till.bak';
GO
--> Msg 3135, Level 16, State 1
--> The backup set in file '$(dir)/till.bak' was created by BACKUP DATABASE and cannot be used for this restore operation.
--> Msg 3013, Level 16, State 1
--> RESTORE LOG is terminating abnormally.

RESTORE LOG Copy FROM DISK = '$(dir)/till.trn' WITH FILE = 2, NORECOVERY;
GO
--> Msg 4305, Level 16, State 1
--> The log in this backup set begins at LSN {n}, which is too recent to apply to the database. An earlier log backup that includes LSN {n} can be restored.
--> Msg 3013, Level 16, State 1
--> RESTORE LOG is terminating abnormally.

-- A restore survives the end of the program.
-- @restart
RESTORE LOG Copy FROM DISK = '$(dir)/till.trn' WITH FILE = 1, NORECOVERY;
RESTORE LOG Copy FROM DISK = '$(dir)/till.trn' WITH FILE = 2, NORECOVERY;
GO
--> Processed 0 pages for database 'Copy', file 'Till' on file 1.
--> Processed {n} pages for database 'Copy', file 'Till_log' on file 1.
--> RESTORE LOG successfully processed {n} pages in {n} seconds ({n} MB/sec).
--> Processed 0 pages for database 'Copy', file 'Till' on file 2.
--> Processed {n} pages for database 'Copy', file 'Till_log' on file 2.
--> RESTORE LOG successfully processed {n} pages in {n} seconds ({n} MB/sec).

RESTORE LOG Copy FROM DISK = '$(dir)/till.trn' WITH FILE = 1, NORECOVERY;
GO
--> Msg 4326, Level 16, State 1
--> The log in this backup set terminates at LSN {n}, which is too early to apply to the database. A more recent log backup that includes LSN {n} can be restored.
--> Msg 3013, Level 16, State 1
--> RESTORE LOG is terminating abnormally.

-- Later than the log reaches: more may follow.
RESTORE LOG Copy FROM DISK = '$(dir)/till.trn' WITH FILE = 3, STOPAT = '2099-01-01', RECOVERY;
GO
--> Processed 0 pages for database 'Copy', file 'Till' on file 3.
--> Processed {n} pages for database 'Copy', file 'Till_log' on file 3.
--> This backup set contains records that were logged before the designated point in time. The database is being left in the restoring state so that more roll forward can be performed.
--> RESTORE LOG successfully processed {n} pages in {n} seconds ({n} MB/sec).

-- Earlier than what is restored already.
RESTORE LOG Copy FROM DISK = '$(dir)/till.trn' WITH FILE = 3, STOPAT = '2020-01-01';
GO
--> Msg 4335, Level 16, State 1
--> The specified STOPAT time is too early. All or part of the database is already rolled forward beyond that point.
--> Msg 3013, Level 16, State 1
--> RESTORE LOG is terminating abnormally.

RESTORE DATABASE Copy WITH RECOVERY;
SELECT COUNT(*) AS sales FROM Copy.dbo.Sale;
GO
--> RESTORE DATABASE successfully processed 0 pages in {n} seconds ({n} MB/sec).
--> sales
--> -----
--> 6
--> (1 rows affected)

DROP DATABASE Copy;
GO

-- At a time.
DECLARE @then datetime2 = (SELECT DATEADD(millisecond, 20, At) FROM Till.dbo.Sale WHERE Id = 3);
DECLARE @text nvarchar(40) = CONVERT(nvarchar(40), @then, 121);
RESTORE DATABASE Copy FROM DISK = '$(dir)/till.bak' WITH NORECOVERY;
RESTORE LOG Copy FROM DISK = '$(dir)/till.trn' WITH FILE = 1, NORECOVERY, STOPAT = @text;
RESTORE LOG Copy FROM DISK = '$(dir)/till.trn' WITH FILE = 2, RECOVERY, STOPAT = @text;
SELECT COUNT(*) AS sales, MAX(Id) AS latest FROM Copy.dbo.Sale;
DROP DATABASE Copy;
GO
--> ...
--> sales|latest
--> -----|------
--> 3|3
--> (1 rows affected)

-- At a mark, and before it.
RESTORE DATABASE Copy FROM DISK = '$(dir)/till.bak' WITH NORECOVERY;
RESTORE LOG Copy FROM DISK = '$(dir)/till.trn' WITH FILE = 1, STOPATMARK = 'Deploy';
GO
--> ...
--> This log file contains records logged before the designated mark. The database is being left in the Restoring state so you can apply another log file.
--> RESTORE LOG successfully processed {n} pages in {n} seconds ({n} MB/sec).

RESTORE LOG Copy FROM DISK = '$(dir)/till.trn' WITH FILE = 2, STOPATMARK = 'Deploy' AFTER '2020-01-01';
SELECT COUNT(*) AS sales, MAX(Id) AS latest FROM Copy.dbo.Sale;
DROP DATABASE Copy;
RESTORE DATABASE Copy FROM DISK = '$(dir)/till.bak' WITH NORECOVERY;
RESTORE LOG Copy FROM DISK = '$(dir)/till.trn' WITH FILE = 1, NORECOVERY;
RESTORE LOG Copy FROM DISK = '$(dir)/till.trn' WITH FILE = 2, STOPBEFOREMARK = 'Deploy';
SELECT COUNT(*) AS sales, MAX(Id) AS latest FROM Copy.dbo.Sale;
DROP DATABASE Copy;
GO
--> ...
--> 4|4
--> ...
--> 3|3
--> (1 rows affected)

-- Earlier than the full: nothing is touched.
RESTORE DATABASE Copy FROM DISK = '$(dir)/till.bak' WITH NORECOVERY, STOPAT = '2020-01-01';
GO
--> Msg 4338, Level 16, State 1
--> The STOPAT clause specifies a point too early to allow this backup set to be restored. Choose a different stop point or use RESTORE DATABASE WITH RECOVERY to recover at the current point.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

-- In place, as it was before the mark: the database goes on, on another recovery path.
RESTORE DATABASE Till FROM DISK = '$(dir)/till.bak' WITH NORECOVERY, REPLACE;
RESTORE LOG Till FROM DISK = '$(dir)/till.trn' WITH FILE = 1, NORECOVERY;
RESTORE LOG Till FROM DISK = '$(dir)/till.trn' WITH FILE = 2, STOPBEFOREMARK = 'Deploy';
INSERT INTO Till.dbo.Sale VALUES (104, SYSDATETIME());
BACKUP LOG Till TO DISK = '$(dir)/other.trn';
GO
--> ...
--> BACKUP LOG successfully processed {n} pages in {n} seconds ({n} MB/sec).

RESTORE DATABASE Copy FROM DISK = '$(dir)/till.bak' WITH NORECOVERY;
RESTORE LOG Copy FROM DISK = '$(dir)/till.trn' WITH FILE = 1, NORECOVERY;
RESTORE LOG Copy FROM DISK = '$(dir)/till.trn' WITH FILE = 2, NORECOVERY;
GO
--> ...

RESTORE LOG Copy FROM DISK = '$(dir)/other.trn';
GO
--> Msg 4330, Level 16, State 1
--> This backup set cannot be applied because it is on a recovery path that is inconsistent with the database. The recovery path is the sequence of data and log backups that have brought the database to a particular recovery point. Find a compatible backup to restore, or restore the rest of the database to match a recovery point within this backup set, which will restore the database to a different point in time. For more information about recovery paths, see SQL Server Books Online.
--> Msg 3013, Level 16, State 1
--> RESTORE LOG is terminating abnormally.

RESTORE DATABASE Copy FROM DISK = '$(dir)/till.bak' WITH NORECOVERY;
RESTORE LOG Copy FROM DISK = '$(dir)/till.trn' WITH FILE = 1, NORECOVERY;
RESTORE LOG Copy FROM DISK = '$(dir)/other.trn';
SELECT COUNT(*) AS sales, MAX(Id) AS latest FROM Copy.dbo.Sale;
GO
--> ...
--> 4|104
--> (1 rows affected)

-- A restore that is not over goes with its database.
RESTORE DATABASE Copy FROM DISK = '$(dir)/till.bak' WITH NORECOVERY, REPLACE;
DROP DATABASE Copy, Till;
SELECT COUNT(*) AS databases FROM sys.databases WHERE name IN ('Copy', 'Till');
GO
--> ...
--> databases
--> ---------
--> 0
--> (1 rows affected)
