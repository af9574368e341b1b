-- STRING_SPLIT makes rows of a list, PATINDEX finds a pattern's place.
-- @instance shared
SELECT value FROM STRING_SPLIT('a,b,c', ',');
DECLARE @names nvarchar(100) = N'master;msdb';
SELECT d.name FROM sys.databases AS d JOIN STRING_SPLIT(@names, ';') AS s ON d.name = s.value ORDER BY d.name;
SELECT COUNT(*) AS One FROM STRING_SPLIT('', ',');
SELECT v.list, s.value FROM (VALUES ('x y'), ('z')) AS v (list) CROSS APPLY STRING_SPLIT(v.list, ' ') AS s ORDER BY s.value;
SELECT PATINDEX('%[0-9]%', 'ab12') AS Digit, PATINDEX('b%', 'ab') AS Start, PATINDEX('%b', 'ab') AS Ending, PATINDEX('%.%', 'a.b') AS Dot;
SELECT name, PERCENT_RANK() OVER (ORDER BY name) AS Rank FROM sys.databases WHERE database_id <= 4;
GO
--> value
--> -----
--> a
--> b
--> c
--> (3 rows affected)
--> name
--> ----
--> master
--> msdb
--> (2 rows affected)
--> One
--> ---
--> 1
--> (1 rows affected)
--> list|value
--> ----|-----
--> x y|x
--> x y|y
--> z|z
--> (3 rows affected)
--> Digit|Start|Ending|Dot
--> -----|-----|------|---
--> 3|0|2|2
--> (1 rows affected)
--> name|Rank
--> ----|----
--> master|0.0
--> msdb|1.0
--> (2 rows affected)

SELECT value FROM STRING_SPLIT('a,b', ',', 1);
GO
--> Msg 49900, Level 16, State 1
--> A table-valued function other than STRING_SPLIT with one character and sys.dm_exec_sql_text is not supported.

SELECT value FROM OPENJSON('[]');
GO
--> Msg 49900, Level 16, State 1
--> A table-valued function other than STRING_SPLIT with one character and sys.dm_exec_sql_text is not supported.
