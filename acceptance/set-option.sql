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

-- What would change what statements mean is refused.
SET ANSI_NULLS OFF;
GO
--> Msg 49900, Level 16, State 1
--> SET ANSI_NULLS OFF is not supported.

-- ROWCOUNT bounds queries; a change under it is refused.
SET ROWCOUNT 1;
INSERT INTO #no VALUES (1);
GO
--> Msg 49900, Level 16, State 1
--> Changing rows under SET ROWCOUNT is not supported. SET ROWCOUNT 0.

SELECT name FROM sys.databases WHERE name IN ('master', 'msdb');
SET ROWCOUNT 0;
SELECT COUNT(*) AS n FROM sys.databases WHERE name IN ('master', 'msdb');
GO
--> name
--> ----
--> {any}
--> (1 rows affected)
--> n
--> -
--> 2
--> (1 rows affected)

-- FMTONLY returns columns without rows, NOEXEC runs nothing, TEXTSIZE cuts.
SET FMTONLY ON;
SELECT Id FROM T;
DELETE T;
SET FMTONLY OFF;
SET NOEXEC ON;
DELETE T;
SET NOEXEC OFF;
SET TEXTSIZE 6;
SELECT CAST(N'abcdef' AS nvarchar(max)) AS cut, CAST('abcdefgh' AS varchar(max)) AS cut8, N'abcdef' AS whole, Id FROM T;
SET TEXTSIZE -1;
GO
--> Id
--> --
--> (0 rows affected)
--> cut|cut8|whole|Id
--> ---|----|-----|--
--> abc|abcdef|abcdef|12
--> (1 rows affected)

-- Double quotes stand around strings from where the text says so.
SET QUOTED_IDENTIFIER OFF;
SELECT "it's a string" AS s;
GO
--> s
--> -
--> it's a string
--> (1 rows affected)

-- An implicit transaction begins with the first statement that touches a table.
SET QUOTED_IDENTIFIER ON;
SET IMPLICIT_TRANSACTIONS ON;
SELECT @@TRANCOUNT AS before_;
INSERT INTO T VALUES (99);
SELECT @@TRANCOUNT AS after_;
ROLLBACK;
SET IMPLICIT_TRANSACTIONS OFF;
SELECT COUNT(*) AS n FROM T;
GO
--> before_
--> -------
--> 0
--> (1 rows affected)
--> (1 rows affected)
--> after_
--> ------
--> 1
--> (1 rows affected)
--> n
--> -
--> 1
--> (1 rows affected)

USE master;
DROP DATABASE Options;
GO
--> Changed database context to 'master'.
