-- MERGE changes, removes and adds rows by what another table has, and says what it did with each.
-- @instance shared
CREATE DATABASE Merged;
USE Merged;
CREATE TABLE dbo.Stock (Id int PRIMARY KEY, Name nvarchar(20) NOT NULL, Count int NOT NULL, Seen datetime NULL);
CREATE TABLE dbo.Delivery (Id int, Name nvarchar(20), Count varchar(10));
INSERT dbo.Stock VALUES (1, N'bolt', 5, NULL), (2, N'nut', 7, NULL), (3, N'pin', 0, NULL), (4, N'rod', 1, NULL);
INSERT dbo.Delivery VALUES (1, N'bolt', '10'), (3, N'pin', '0'), (5, N'cap', '3');
GO
--> Changed database context to 'Merged'.
--> (4 rows affected)
--> (3 rows affected)

MERGE INTO dbo.Stock AS s
USING (SELECT Id, Name, Count FROM dbo.Delivery) AS d ON s.Id = d.Id
WHEN MATCHED AND d.Count = 0 THEN DELETE
WHEN MATCHED THEN UPDATE SET Count += CAST(d.Count AS int), Seen = '20261130'
WHEN NOT MATCHED BY TARGET THEN INSERT (Id, Name, Count) VALUES (d.Id, d.Name, d.Count)
WHEN NOT MATCHED BY SOURCE AND s.Name = N'rod' THEN DELETE
OUTPUT $action, inserted.Id, inserted.Count, deleted.Count AS Was;
SELECT @@ROWCOUNT AS Rows;
SELECT Id, Name, Count, Seen FROM dbo.Stock ORDER BY Id;
GO
--> $action|Id|Count|Was
--> -------|--|-----|---
--> UPDATE|1|15|5
--> DELETE|NULL|NULL|0
--> INSERT|5|3|NULL
--> DELETE|NULL|NULL|1
--> (4 rows affected)
--> Rows
--> ----
--> 4
--> (1 rows affected)
--> Id|Name|Count|Seen
--> --|----|-----|----
--> 1|bolt|15|2026-11-30 00:00:00.000
--> 2|nut|7|NULL
--> 5|cap|3|NULL
--> (3 rows affected)

DECLARE @id int = 2, @count int = 9;
DECLARE @done TABLE (What nvarchar(10), Id int);
MERGE dbo.Stock USING (VALUES (@id, @count)) AS v (Id, Count) ON dbo.Stock.Id = v.Id
WHEN MATCHED THEN UPDATE SET Count = v.Count
WHEN NOT MATCHED THEN INSERT (Id, Name, Count) VALUES (v.Id, N'new', v.Count)
OUTPUT $action, inserted.Id INTO @done (What, Id);
SELECT What, Id FROM @done;
GO
--> (1 rows affected)
--> What|Id
--> ----|--
--> UPDATE|2
--> (1 rows affected)

INSERT dbo.Delivery VALUES (1, N'bolt', '11');
MERGE dbo.Stock AS s USING dbo.Delivery AS d ON s.Id = d.Id WHEN MATCHED THEN UPDATE SET Count = 1;
GO
--> (1 rows affected)
--> Msg 8672, Level 16, State 1
--> The MERGE statement attempted to UPDATE or DELETE the same row more than once. This happens when a target row matches more than one source row. A MERGE statement cannot UPDATE/DELETE the same row of the target table multiple times. Refine the ON clause to ensure a target row matches at most one source row, or use the GROUP BY clause to group the source rows.

MERGE dbo.Stock AS s USING dbo.Delivery AS d ON s.Id = d.Id WHEN MATCHED THEN DELETE
GO
--> Msg 10713, Level 15, State 1
--> A MERGE statement must be terminated by a semi-colon (;).

MERGE dbo.Stock AS s USING dbo.Delivery AS d ON s.Id = d.Id WHEN MATCHED THEN DELETE WHEN MATCHED AND 1 = 1 THEN DELETE;
GO
--> Msg 5324, Level 15, State 1
--> In a MERGE statement, a 'WHEN MATCHED' clause with a search condition cannot appear after a 'WHEN MATCHED' clause with no search condition.

SELECT $action FROM dbo.Stock;
GO
--> Msg 207, Level 16, State 1
--> Invalid column name '$action'.

SELECT COUNT(*) AS Rows FROM dbo.Stock;
GO
--> Rows
--> ----
--> 3
--> (1 rows affected)
