-- SELECT INTO makes a table of a query's rows; a temporary one is the session's alone and ends with it.
-- @instance shared
CREATE DATABASE Made;
USE Made;
CREATE TABLE dbo.T (Id int PRIMARY KEY, [Full Name] nvarchar(20));
INSERT INTO T VALUES (1, N'one'), (2, N'two'), (3, N'three');
GO
--> Changed database context to 'Made'.
--> (3 rows affected)

DECLARE @from int = 2;
SELECT Id, [Full Name], Id * 2 AS Twice INTO #part FROM T WHERE Id >= @from;
SELECT * FROM #part ORDER BY Id;
INSERT INTO #part VALUES (10, N'ten', 20);
CREATE INDEX ix ON #part (Id);
SELECT T.Id FROM T JOIN #part ON #part.Id = T.Id ORDER BY T.Id;
GO
--> (2 rows affected)
--> Id|Full Name|Twice
--> --|---------|-----
--> 2|two|4
--> 3|three|6
--> (2 rows affected)
--> (1 rows affected)
--> Id
--> --
--> 2
--> 3
--> (2 rows affected)

-- It lives in the current database, so the session cannot leave that with it.
USE master;
GO
--> Msg 49900, Level 16, State 1
--> Changing the database while the session has temporary tables is not supported. Drop them first; they live in the current database's cluster.

-- @session 2
SELECT * FROM Made..T WHERE Id = 1;
SELECT * FROM #part;
GO
--> Id|Full Name
--> --|---------
--> 1|one
--> (1 rows affected)
--> Msg 208, Level 16, State 1
--> Invalid object name '#part'.

-- @session 1
DROP TABLE #part;
SELECT Id INTO Kept FROM T;
SELECT COUNT(*) AS n FROM Kept;
EXEC ('SELECT Id INTO #inner FROM T WHERE Id = 1');
SELECT * FROM #inner;
GO
--> (3 rows affected)
--> n
--> -
--> 3
--> (1 rows affected)
--> (1 rows affected)
--> Msg 208, Level 16, State 1
--> Invalid object name '#inner'.

USE master;
DROP DATABASE Made;
GO
--> Changed database context to 'master'.
