-- TRUNCATE TABLE empties a table and counts its identity from the start again.
-- @instance shared
CREATE DATABASE Emptied;
USE Emptied;
CREATE TABLE dbo.Log (Id int IDENTITY(5,5) PRIMARY KEY, Line nvarchar(10) NOT NULL);
CREATE TABLE dbo.Mark (Id int PRIMARY KEY, LogId int REFERENCES dbo.Log (Id));
CREATE TABLE dbo.Loose (Id int IDENTITY(5,5), Line nvarchar(10) NOT NULL);
INSERT INTO Loose VALUES (N'a'), (N'b');
GO
--> Changed database context to 'Emptied'.
--> (2 rows affected)

TRUNCATE TABLE dbo.Loose;
INSERT INTO Loose VALUES (N'c');
SELECT Id, Line FROM Loose;
GO
--> (1 rows affected)
--> Id|Line
--> --|----
--> 5|c
--> (1 rows affected)

BEGIN TRAN;
TRUNCATE TABLE Loose;
ROLLBACK;
SELECT COUNT(*) AS n FROM Loose;
GO
--> n
--> -
--> 1
--> (1 rows affected)

TRUNCATE TABLE Nothing;
GO
--> Msg 4701, Level 16, State 1
--> Cannot find the object "Nothing" because it does not exist or you do not have permissions.

USE master;
DROP DATABASE Emptied;
GO
--> Changed database context to 'master'.
