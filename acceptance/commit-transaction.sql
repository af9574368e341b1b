-- COMMIT TRANSACTION keeps what was done, for every session to see.
-- @instance shared
CREATE DATABASE Kept;
USE Kept;
CREATE TABLE dbo.Note (Id int IDENTITY(1,1) PRIMARY KEY, Said nvarchar(20) NOT NULL);
GO
--> Changed database context to 'Kept'.

BEGIN TRANSACTION;
INSERT INTO Note (Said) VALUES (N'first'), (N'second');
COMMIT TRANSACTION;
GO
--> (2 rows affected)

-- @session 2
SELECT Id, Said FROM Kept.dbo.Note ORDER BY Id;
GO
--> Id|Said
--> --|----
--> 1|first
--> 2|second
--> (2 rows affected)

-- @session 1
COMMIT TRANSACTION;
GO
--> Msg 3902, Level 16, State 1
--> The COMMIT TRANSACTION request has no corresponding BEGIN TRANSACTION.

-- The table itself is part of the transaction, too.
BEGIN TRAN;
CREATE TABLE dbo.Made (Id int);
INSERT Made VALUES (7);
COMMIT TRANSACTION WITH (DELAYED_DURABILITY = ON);
SELECT Id FROM Made;
GO
--> (1 rows affected)
--> Id
--> --
--> 7
--> (1 rows affected)

-- @session 2
USE Kept;
SELECT Id FROM Made;
USE master;
GO
--> Changed database context to 'Kept'.
--> Id
--> --
--> 7
--> (1 rows affected)
--> Changed database context to 'master'.

-- @session 1
USE master;
DROP DATABASE Kept;
GO
--> Changed database context to 'master'.
