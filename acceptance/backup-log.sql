-- The log is backed up from where the backup before it ended, and nothing between is lost.
-- @instance shared
CREATE DATABASE Ledger;
CREATE DATABASE Simple;
ALTER DATABASE Simple SET RECOVERY SIMPLE;
GO

BACKUP LOG Ledger TO DISK = '$(dir)/ledger.trn';
GO
--> Msg 4214, Level 16, State 1
--> BACKUP LOG cannot be performed because there is no current database backup.
--> Msg 3013, Level 16, State 1
--> BACKUP LOG is terminating abnormally.

BACKUP LOG Simple TO DISK = '$(dir)/simple.trn';
GO
--> Msg 4208, Level 16, State 1
--> The statement BACKUP LOG is not allowed while the recovery model is SIMPLE. Use BACKUP DATABASE or change the recovery model using ALTER DATABASE.
--> Msg 3013, Level 16, State 1
--> BACKUP LOG is terminating abnormally.

BACKUP LOG master TO DISK = '$(dir)/master.trn';
GO
--> Msg 4212, Level 16, State 1
--> Cannot back up the log of the master database. Use BACKUP DATABASE instead.
--> Msg 3013, Level 16, State 1
--> BACKUP LOG is terminating abnormally.

USE Ledger;
CREATE TABLE dbo.Entry (Id int NOT NULL PRIMARY KEY, Amount int NOT NULL);
INSERT INTO dbo.Entry VALUES (1, 100);
USE master;
GO
--> Changed database context to 'Ledger'.
--> (1 rows affected)
--> Changed database context to 'master'.

-- A copy begins no chain.
BACKUP DATABASE Ledger TO DISK = '$(dir)/copy.bak' WITH COPY_ONLY;
GO
--> ...

BACKUP LOG Ledger TO DISK = '$(dir)/ledger.trn';
GO
--> Msg 4214, Level 16, State 1
--> BACKUP LOG cannot be performed because there is no current database backup.
--> Msg 3013, Level 16, State 1
--> BACKUP LOG is terminating abnormally.

BACKUP DATABASE Ledger TO DISK = '$(dir)/ledger.bak';
GO
--> ...

INSERT INTO Ledger.dbo.Entry VALUES (2, 200);
BACKUP LOG Ledger TO DISK = '$(dir)/ledger.trn' WITH NAME = 'first', COMPRESSION, STATS;
GO
--> (1 rows affected)
--> ...
--> 100 percent processed.
--> Processed {n} pages for database 'Ledger', file 'Ledger_log' on file 1.
--> BACKUP LOG successfully processed {n} pages in {n} seconds ({n} MB/sec).

INSERT INTO Ledger.dbo.Entry VALUES (3, 300);
BACKUP LOG Ledger TO DISK = '$(dir)/ledger-copy.trn' WITH NAME = 'copy', COPY_ONLY;
BACKUP LOG Ledger TO DISK = '$(dir)/ledger.trn' WITH NAME = 'second';
GO
--> (1 rows affected)
--> Processed {n} pages for database 'Ledger', file 'Ledger_log' on file 1.
--> BACKUP LOG successfully processed {n} pages in {n} seconds ({n} MB/sec).
--> Processed {n} pages for database 'Ledger', file 'Ledger_log' on file 2.
--> BACKUP LOG successfully processed {n} pages in {n} seconds ({n} MB/sec).

-- Each begins where the one before ended; the copy changes nothing.
SELECT s.name, s.type, s.begins_log_chain, s.is_copy_only,
    CASE WHEN p.last_lsn = s.first_lsn THEN 1 ELSE 0 END AS follows,
    CASE WHEN s.database_backup_lsn = d.checkpoint_lsn THEN 1 ELSE 0 END AS of_full
FROM msdb.dbo.backupset s
    LEFT JOIN msdb.dbo.backupset p ON p.name = 'first' AND p.database_name = 'Ledger'
    JOIN msdb.dbo.backupset d ON d.type = 'D' AND d.is_copy_only = 0 AND d.database_name = 'Ledger'
WHERE s.database_name = 'Ledger' AND s.type = 'L' ORDER BY s.backup_set_id;
GO
--> name|type|begins_log_chain|is_copy_only|follows|of_full
--> ----|----|----------------|------------|-------|-------
--> first|L|1|0|0|1
--> copy|L|0|1|1|1
--> second|L|0|0|1|1
--> (3 rows affected)

-- The tail: whoever is in the database keeps it from being taken away.
USE Ledger;
BACKUP LOG Ledger TO DISK = '$(dir)/tail.trn' WITH NORECOVERY;
GO
--> Changed database context to 'Ledger'.
--> Msg 3101, Level 16, State 1
--> Exclusive access could not be obtained because the database is in use.
--> Msg 3013, Level 16, State 1
--> BACKUP LOG is terminating abnormally.

INSERT INTO dbo.Entry VALUES (4, 400);
USE master;
BACKUP LOG Ledger TO DISK = '$(dir)/tail.trn' WITH NORECOVERY;
SELECT state, state_desc FROM sys.databases WHERE name = 'Ledger';
GO
--> (1 rows affected)
--> Changed database context to 'master'.
--> Processed {n} pages for database 'Ledger', file 'Ledger_log' on file 1.
--> BACKUP LOG successfully processed {n} pages in {n} seconds ({n} MB/sec).
--> state|state_desc
--> -----|----------
--> 1|RESTORING
--> (1 rows affected)

USE Ledger;
GO
--> Msg 927, Level 14, State 1
--> Database 'Ledger' cannot be opened. It is in the middle of a restore.

BACKUP LOG Ledger TO DISK = '$(dir)/ledger.trn';
GO
--> Msg 927, Level 14, State 1
--> Database 'Ledger' cannot be opened. It is in the middle of a restore.
--> Msg 3013, Level 16, State 1
--> BACKUP LOG is terminating abnormally.

-- Behind its tail nothing is lost, so it may be restored over without REPLACE.
RESTORE DATABASE Ledger FROM DISK = '$(dir)/ledger.bak' WITH NORECOVERY;
RESTORE LOG Ledger FROM DISK = '$(dir)/ledger.trn' WITH FILE = 1, NORECOVERY;
RESTORE LOG Ledger FROM DISK = '$(dir)/ledger.trn' WITH FILE = 2, NORECOVERY;
RESTORE LOG Ledger FROM DISK = '$(dir)/tail.trn';
SELECT COUNT(*) AS entries, SUM(Amount) AS amount FROM Ledger.dbo.Entry;
GO
--> ...
--> RESTORE LOG successfully processed {n} pages in {n} seconds ({n} MB/sec).
--> entries|amount
--> -------|------
--> 4|1000
--> (1 rows affected)

-- The chain goes on behind the restore.
INSERT INTO Ledger.dbo.Entry VALUES (5, 500);
BACKUP LOG Ledger TO DISK = '$(dir)/ledger2.trn';
GO
--> (1 rows affected)
--> Processed {n} pages for database 'Ledger', file 'Ledger_log' on file 1.
--> BACKUP LOG successfully processed {n} pages in {n} seconds ({n} MB/sec).

ALTER DATABASE Ledger SET RECOVERY SIMPLE;
ALTER DATABASE Ledger SET RECOVERY FULL;
BACKUP LOG Ledger TO DISK = '$(dir)/ledger3.trn';
GO
--> Msg 4214, Level 16, State 1
--> BACKUP LOG cannot be performed because there is no current database backup.
--> Msg 3013, Level 16, State 1
--> BACKUP LOG is terminating abnormally.

DROP DATABASE Ledger, Simple;
GO
