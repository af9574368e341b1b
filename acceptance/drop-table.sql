-- DROP TABLE removes a table with its rows, and says so when there is none.
-- @instance shared
CREATE DATABASE Dropped;
USE Dropped;
CREATE TABLE dbo.Parent (Id int PRIMARY KEY);
CREATE TABLE dbo.Child (Id int PRIMARY KEY, ParentId int REFERENCES dbo.Parent (Id));
GO
--> Changed database context to 'Dropped'.

DROP TABLE dbo.Child, PARENT;
SELECT Id FROM Parent;
GO
--> Msg 208, Level 16, State 1
--> Invalid object name 'Parent'.

DROP TABLE Parent;
GO
--> Msg 3701, Level 11, State 5
--> Cannot drop the table 'Parent', because it does not exist or you do not have permission.

DROP TABLE IF EXISTS dbo.Parent;
CREATE TABLE dbo.Parent (Name nvarchar(5));
SELECT * FROM Parent;
GO
--> Name
--> ----
--> (0 rows affected)

USE master;
DROP DATABASE Dropped;
GO
--> Changed database context to 'master'.
