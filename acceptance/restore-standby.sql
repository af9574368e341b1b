-- A database is read between the steps of its restore.
CREATE DATABASE Ledger;
GO

USE Ledger;
CREATE TABLE dbo.Entry (Id int NOT NULL PRIMARY KEY);
INSERT INTO dbo.Entry VALUES (1);
USE master;
BACKUP DATABASE Ledger TO DISK = '$(dir)/ledger.bak';
INSERT INTO Ledger.dbo.Entry VALUES (2);
BACKUP LOG Ledger TO DISK = '$(dir)/ledger.trn';
INSERT INTO Ledger.dbo.Entry VALUES (3);
GO
--> ...

RESTORE DATABASE Shown FROM DISK = '$(dir)/ledger.bak' WITH STANDBY = '$(dir)/shown.undo';
SELECT Id FROM Shown.dbo.Entry;
SELECT state_desc, is_in_standby, is_read_only FROM sys.databases WHERE name = 'Shown';
GO
--> Processed {n} pages for database 'Shown', file 'Ledger' on file 1.
--> Processed {n} pages for database 'Shown', file 'Ledger_log' on file 1.
--> RESTORE DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).
--> Id
--> --
--> 1
--> (1 rows affected)
--> state_desc|is_in_standby|is_read_only
--> ----------|-------------|------------
--> ONLINE|1|1
--> (1 rows affected)

INSERT INTO Shown.dbo.Entry VALUES (9);
GO
--> Msg 3906, Level 16, State 1
--> Failed to update database "Shown" because the database is read-only.

BACKUP DATABASE Shown TO DISK = '$(dir)/shown.bak';
GO
--> Msg 3036, Level 16, State 1
--> The database "Shown" is in warm-standby state (set by executing RESTORE WITH STANDBY) and cannot be backed up until the entire restore sequence is completed.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

ALTER DATABASE Shown SET READ_WRITE;
GO
--> Msg 5063, Level 16, State 1
--> Database 'Shown' is in warm standby. A warm-standby database is read-only.
--> Msg 5069, Level 16, State 1
--> ALTER DATABASE statement failed.

-- Of no other database is that file taken, nor one that is not Coffer's.
RESTORE DATABASE Second FROM DISK = '$(dir)/ledger.bak' WITH STANDBY = '$(dir)/shown.undo';
GO
--> Msg 3201, Level 16, State {n}
--> Cannot open backup device '$(dir)/shown.undo'. Operating system error 32(The process cannot access the file because it is being used by another process.).
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

RESTORE DATABASE Second FROM DISK = '$(dir)/ledger.bak' WITH STANDBY = '$(dir)/ledger.trn';
GO
--> Msg 3201, Level 16, State {n}
--> Cannot open backup device '$(dir)/ledger.trn'. Operating system error 80(The file exists.). {any}
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

-- @restart
RESTORE LOG Shown FROM DISK = '$(dir)/ledger.trn' WITH STANDBY = '$(dir)/shown.undo';
SELECT Id FROM Shown.dbo.Entry;
GO
--> Processed 0 pages for database 'Shown', file 'Ledger' on file 1.
--> Processed {n} pages for database 'Shown', file 'Ledger_log' on file 1.
--> RESTORE LOG successfully processed {n} pages in {n} seconds ({n} MB/sec).
--> Id
--> --
--> 1
--> 2
--> (2 rows affected)

-- The tail of the first is read where it is, and the second goes on.
BACKUP LOG Ledger TO DISK = '$(dir)/ledger.trn' WITH STANDBY = '$(dir)/ledger.undo';
RESTORE LOG Shown FROM DISK = '$(dir)/ledger.trn' WITH FILE = 2, RECOVERY;
GO
--> ...
--> RESTORE LOG successfully processed {n} pages in {n} seconds ({n} MB/sec).

INSERT INTO Shown.dbo.Entry VALUES (4);
SELECT COUNT(*) AS shown FROM Shown.dbo.Entry;
SELECT COUNT(*) AS there FROM Ledger.dbo.Entry;
SELECT name, state_desc, is_in_standby FROM sys.databases WHERE name IN ('Ledger', 'Shown') ORDER BY name;
GO
--> (1 rows affected)
--> shown
--> -----
--> 4
--> (1 rows affected)
--> there
--> -----
--> 3
--> (1 rows affected)
--> name|state_desc|is_in_standby
--> ----|----------|-------------
--> Ledger|ONLINE|1
--> Shown|ONLINE|0
--> (2 rows affected)

RESTORE DATABASE Ledger WITH RECOVERY;
INSERT INTO Ledger.dbo.Entry VALUES (4);
DROP DATABASE Ledger, Shown;
GO
--> RESTORE DATABASE successfully processed 0 pages in {n} seconds ({n} MB/sec).
--> (1 rows affected)
