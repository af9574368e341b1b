-- ROLLBACK TRANSACTION really undoes: rows, tables and what was emptied.
-- @instance shared
CREATE DATABASE Undone;
USE Undone;
CREATE TABLE dbo.Stock (Id int PRIMARY KEY, Item nvarchar(20) NULL);
INSERT INTO dbo.Stock VALUES (1, N'lamp'), (2, NULL);
GO
--> Changed database context to 'Undone'.
--> (2 rows affected)

BEGIN TRANSACTION;
DELETE Stock WHERE Id = 1;
UPDATE Stock SET Item = N'rope' WHERE Id = 2;
INSERT Stock VALUES (3, N'sail');
SELECT Id, Item FROM Stock ORDER BY Id;
ROLLBACK TRANSACTION;
SELECT Id, Item FROM Stock ORDER BY Id;
GO
--> (1 rows affected)
--> (1 rows affected)
--> (1 rows affected)
--> Id|Item
--> --|----
--> 2|rope
--> 3|sail
--> (2 rows affected)
--> Id|Item
--> --|----
--> 1|lamp
--> 2|NULL
--> (2 rows affected)

BEGIN TRAN;
CREATE TABLE dbo.Brief (Id int);
TRUNCATE TABLE Stock;
DROP TABLE Stock;
ROLLBACK TRAN;
SELECT COUNT(*) AS Rows_left FROM Stock;
SELECT Id FROM Brief;
GO
--> Rows_left
--> ---------
--> 2
--> (1 rows affected)
--> Msg 208, Level 16, State 1
--> Invalid object name 'Brief'.

-- An error leaves the transaction to be rolled back.
BEGIN TRAN;
INSERT Stock VALUES (4, N'oar');
INSERT Stock VALUES (4, N'oar again');
ROLLBACK;
SELECT COUNT(*) AS Rows_left FROM Stock;
GO
--> (1 rows affected)
--> Msg 2627, Level 14, State 1
--> Violation of PRIMARY KEY constraint '{any}'. Cannot insert duplicate key in object 'dbo.Stock'. The duplicate key value is (4).
--> Rows_left
--> ---------
--> 2
--> (1 rows affected)

ROLLBACK TRANSACTION;
GO
--> Msg 3903, Level 16, State 1
--> The ROLLBACK TRANSACTION request has no corresponding BEGIN TRANSACTION.

USE master;
DROP DATABASE Undone;
GO
--> Changed database context to 'master'.
