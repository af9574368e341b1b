-- SET NOCOUNT ON silences the counts and nothing else; an option that does not exist is named.
-- @instance shared
CREATE DATABASE Options;
USE Options;
CREATE TABLE dbo.T (Id int PRIMARY KEY);
GO
--> Changed database context to 'Options'.

SET NOCOUNT ON;
INSERT INTO T VALUES (1), (2);
SELECT @@ROWCOUNT AS Counted;
INSERT INTO T VALUES (1);
GO
--> Counted
--> -------
--> 2
--> Msg 2627, Level 14, State 1
--> Violation of PRIMARY KEY constraint '{any}'. Cannot insert duplicate key in object 'dbo.T'. The duplicate key value is (1).

-- It lasts for the session.
UPDATE T SET Id = Id + 10;
SELECT Id FROM T ORDER BY Id;
GO
--> Id
--> --
--> 11
--> 12

SET NOCOUNT OFF;
DELETE T WHERE Id = 11;
GO
--> (1 rows affected)

SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
SET XACT_ABORT ON;
SET ANSI_NULLS, ANSI_PADDING ON;
SELECT "Id" FROM T;
GO
--> Id
--> --
--> 12
--> (1 rows affected)

SET NOSUCHOPTION ON;
GO
--> Msg 49900, Level 16, State 1
--> SET NOSUCHOPTION is not supported.

USE master;
DROP DATABASE Options;
GO
--> Changed database context to 'master'.
