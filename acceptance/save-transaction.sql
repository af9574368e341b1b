-- A savepoint is a place to go back to; the transaction stays open.
-- @instance shared
CREATE DATABASE Saved;
USE Saved;
CREATE TABLE dbo.T (Id int PRIMARY KEY);
GO
--> Changed database context to 'Saved'.

BEGIN TRANSACTION outer_one;
INSERT INTO T VALUES (1);
SAVE TRANSACTION here;
INSERT INTO T VALUES (2);
DECLARE @there varchar(32) = 'there';
SAVE TRAN @there;
INSERT INTO T VALUES (3);
ROLLBACK TRAN @there;
SELECT COUNT(*) AS n, @@TRANCOUNT AS open_ FROM T;
ROLLBACK TRAN here;
SELECT COUNT(*) AS n, @@TRANCOUNT AS open_ FROM T;
ROLLBACK TRAN there;
COMMIT;
SELECT COUNT(*) AS n, @@TRANCOUNT AS open_ FROM T;
GO
--> (1 rows affected)
--> (1 rows affected)
--> (1 rows affected)
--> n|open_
--> -|-----
--> 2|1
--> (1 rows affected)
--> n|open_
--> -|-----
--> 1|1
--> (1 rows affected)
--> Msg 6401, Level 16, State 1
--> Cannot roll back there. No transaction or savepoint of that name was found.
--> n|open_
--> -|-----
--> 1|0
--> (1 rows affected)

SAVE TRAN nowhere;
GO
--> Msg 628, Level 16, State 1
--> Cannot issue SAVE TRANSACTION when there is no active transaction.

USE master;
DROP DATABASE Saved;
GO
--> Changed database context to 'master'.
