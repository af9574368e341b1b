-- DROP VIEW drops views alone.
-- @instance shared
CREATE DATABASE Unviewed;
USE Unviewed;
CREATE TABLE dbo.Thing (Id int PRIMARY KEY);
GO
--> Changed database context to 'Unviewed'.

CREATE VIEW dbo.Things AS SELECT Id FROM Thing;
GO

DROP VIEW dbo.Things;
DROP VIEW IF EXISTS dbo.Things;
DROP VIEW dbo.Things;
GO
--> Msg 3701, Level 11, State 5
--> Cannot drop the view 'dbo.Things', because it does not exist or you do not have permission.

DROP VIEW Thing;
GO
--> Msg 3705, Level 16, State 1
--> Cannot use DROP VIEW with 'Thing' because 'Thing' is a table. Use DROP TABLE.

USE master;
DROP DATABASE Unviewed;
GO
--> Changed database context to 'master'.
