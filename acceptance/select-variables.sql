-- SELECT fills variables from rows: the last one wins, and no row changes nothing.
-- @instance shared
CREATE DATABASE Filled;
USE Filled;
CREATE TABLE dbo.T (Id int PRIMARY KEY, Name nvarchar(20));
INSERT INTO T VALUES (1, N'one'), (2, N'two'), (3, NULL);
GO
--> Changed database context to 'Filled'.
--> (3 rows affected)

DECLARE @id int = 2, @name nvarchar(20), @both nvarchar(20), @none int = 9, @rows int;
SELECT @name = Name, @both = Name + N'!' FROM T WHERE Id = @id;
SELECT @none = Id FROM T WHERE Id > 100;
SELECT @rows = @@ROWCOUNT;
SELECT @name AS name, @both AS both, @none AS none_, @rows AS counted;
SELECT @name = Name FROM T ORDER BY Id DESC;
SELECT @name AS last_, @@ROWCOUNT AS counted;
GO
--> name|both|none_|counted
--> ----|----|-----|-------
--> two|two!|9|0
--> (1 rows affected)
--> last_|counted
--> -----|-------
--> one|3
--> (1 rows affected)

-- Adding row by row works for strings and whole numbers.
DECLARE @all nvarchar(100) = N'', @sum int = 0;
SELECT @all = @all + ISNULL(Name, N'?') + N',', @sum += Id FROM T ORDER BY Id;
PRINT @all + N' ' + CAST(@sum AS nvarchar(10));
GO
--> one,two,?, 6

DECLARE @a int;
SELECT @a = 1, 2;
GO
--> Msg 141, Level 15, State 1
--> A SELECT statement that assigns a value to a variable must not be combined with data-retrieval operations.

-- Types of columns count in a variable's value as they do in a query.
CREATE TABLE dbo.D (A decimal(9,2), B int, At_ datetime);
INSERT INTO D VALUES (1, 3, '2026-01-02T03:04:00');
DECLARE @q nvarchar(40), @when nvarchar(40);
SET @q = (SELECT A / B FROM D);
SELECT @when = At_ FROM D;
PRINT @q + N' at ' + @when;
DECLARE @moment datetime = '2026-01-02T03:04:00';
PRINT @moment;
SELECT A / B AS Share INTO #share FROM D;
SELECT Share FROM #share;
DROP TABLE #share;
GO
--> (1 rows affected)
--> 0.3333333333333 at Jan  2 2026  3:04AM
--> Jan  2 2026  3:04AM
--> (1 rows affected)
--> Share
--> -----
--> .3333333333333
--> (1 rows affected)

DECLARE @v int = 5;
CREATE TABLE dbo.Wrong (a int DEFAULT (@v));
GO
--> Msg 49900, Level 16, State 1
--> A variable in this place is not supported.

-- A variable is a value, whatever stands in it.
DECLARE @evil nvarchar(100) = N'two''; DROP TABLE T; --';
SELECT COUNT(*) AS found FROM T WHERE Name = @evil;
SELECT COUNT(*) AS still_there FROM T;
GO
--> found
--> -----
--> 0
--> (1 rows affected)
--> still_there
--> -----------
--> 3
--> (1 rows affected)

USE master;
DROP DATABASE Filled;
GO
--> Changed database context to 'master'.
