-- What happens between BEGIN TRANSACTION and its end happens together, and no backup is made meanwhile.
-- @instance shared
CREATE DATABASE Begun;
USE Begun;
CREATE TABLE dbo.Account (Id int PRIMARY KEY, Balance int NOT NULL CHECK (Balance >= 0));
INSERT INTO dbo.Account VALUES (1, 100), (2, 0);
GO
--> Changed database context to 'Begun'.
--> (2 rows affected)

BEGIN TRANSACTION;
UPDATE Account SET Balance -= 30 WHERE Id = 1;
UPDATE Account SET Balance += 30 WHERE Id = 2;
GO
--> (1 rows affected)
--> (1 rows affected)

BACKUP DATABASE Begun TO DISK = '$(dir)/begun.bak';
GO
--> Msg 3021, Level 16, State 1
--> Cannot perform a backup or restore operation within a transaction.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

RESTORE DATABASE Begun FROM DISK = '$(dir)/begun.bak';
GO
--> Msg 3021, Level 16, State 1
--> Cannot perform a backup or restore operation within a transaction.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

ROLLBACK TRANSACTION;
SELECT Id, Balance FROM Account ORDER BY Id;
GO
--> Id|Balance
--> --|-------
--> 1|100
--> 2|0
--> (2 rows affected)

-- A transaction inside another ends with the outer one.
BEGIN TRAN;
BEGIN TRAN;
UPDATE Account SET Balance = 1;
COMMIT;
ROLLBACK;
SELECT SUM(Balance) AS Total FROM Account;
GO
--> (2 rows affected)
--> Total
--> -----
--> 100
--> (1 rows affected)

USE master;
DROP DATABASE Begun;
GO
--> Changed database context to 'master'.
