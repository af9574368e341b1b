-- OUTPUT shows the rows that a change made, changed or took away, or puts them into another table.
-- @instance shared
CREATE DATABASE Outputs;
USE Outputs;
CREATE TABLE dbo.Item (Id int IDENTITY PRIMARY KEY, Name nvarchar(20) NOT NULL, Stock int NOT NULL DEFAULT 1);
CREATE TABLE dbo.Gone (Id int NOT NULL, Name nvarchar(20) NULL, Moment datetime NULL, Note varchar(30) NULL);
GO
--> Changed database context to 'Outputs'.

INSERT dbo.Item (Name, Stock) OUTPUT inserted.Id, inserted.Name AS New_name, inserted.Stock * 2 AS Twice VALUES (N'Bolt', 5), (N'Nut', 7);
DECLARE @new TABLE (Id int, Name nvarchar(20));
INSERT INTO dbo.Item (Name) OUTPUT inserted.Id, inserted.Name INTO @new (Id, Name) SELECT N'Copy of ' + Name FROM dbo.Item;
SELECT Id, Name FROM @new ORDER BY Id;
GO
--> Id|New_name|Twice
--> --|--------|-----
--> 1|Bolt|10
--> 2|Nut|14
--> (2 rows affected)
--> (2 rows affected)
--> Id|Name
--> --|----
--> 3|Copy of Bolt
--> 4|Copy of Nut
--> (2 rows affected)

UPDATE dbo.Item SET Stock += 10 OUTPUT deleted.Stock AS Was, inserted.Stock AS Stock, inserted.Name WHERE Id <= 2;
UPDATE i SET Name = N'x' OUTPUT inserted.*, deleted.Name FROM dbo.Item AS i WHERE i.Id = 3;
GO
--> Was|Stock|Name
--> ---|-----|----
--> 5|15|Bolt
--> 7|17|Nut
--> (2 rows affected)
--> Id|Name|Stock|Name
--> --|----|-----|----
--> 3|x|1|Copy of Bolt
--> (1 rows affected)

DELETE FROM dbo.Item OUTPUT deleted.Id, deleted.Name, CAST('20261130' AS datetime), deleted.Stock INTO dbo.Gone (Id, Name, Moment, Note) WHERE Id > 2;
SELECT @@ROWCOUNT AS Rows;
SELECT Id, Name, Moment, Note FROM dbo.Gone ORDER BY Id;
DELETE dbo.Item OUTPUT deleted.* WHERE Id = 1;
GO
--> (2 rows affected)
--> Rows
--> ----
--> 2
--> (1 rows affected)
--> Id|Name|Moment|Note
--> --|----|------|----
--> 3|x|2026-11-30 00:00:00.000|1
--> 4|Copy of Nut|2026-11-30 00:00:00.000|1
--> (2 rows affected)
--> Id|Name|Stock
--> --|----|-----
--> 1|Bolt|15
--> (1 rows affected)

DELETE dbo.Item OUTPUT inserted.Id;
GO
--> Msg 4104, Level 16, State 1
--> The multi-part identifier "inserted.Id" could not be bound.

INSERT dbo.Item (Name) OUTPUT Id VALUES (N'y');
GO
--> Msg 207, Level 16, State 1
--> Invalid column name 'Id'.

INSERT dbo.Item (Name) OUTPUT deleted.Id VALUES (N'y');
GO
--> Msg 4104, Level 16, State 1
--> The multi-part identifier "deleted.Id" could not be bound.

SELECT COUNT(*) AS Items FROM dbo.Item;
GO
--> Items
--> -----
--> 1
--> (1 rows affected)
