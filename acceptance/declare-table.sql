-- A table variable holds rows for its batch alone.
-- @instance shared
DECLARE @t TABLE (Id int PRIMARY KEY, Name nvarchar(20) NOT NULL);
INSERT INTO @t VALUES (1, N'one'), (2, N'two');
UPDATE @t SET Name = N'zwei' WHERE Id = 2;
DELETE @t WHERE Id = 1;
SELECT t.Id, Name FROM @t AS t;
GO
--> (2 rows affected)
--> (1 rows affected)
--> (1 rows affected)
--> Id|Name
--> --|----
--> 2|zwei
--> (1 rows affected)

SELECT * FROM @t;
GO
--> Msg 1087, Level 15, State 1
--> Must declare the table variable "@t".

-- The next batch may have another of the same name.
DECLARE @t TABLE (Name nvarchar(20));
DECLARE @i int = 0;
WHILE @i < 3
BEGIN
    SET @i += 1;
    INSERT @t (Name) VALUES (CAST(@i AS nvarchar(5)));
END;
SELECT COUNT(*) AS n FROM @t;
GO
--> (1 rows affected)
--> (1 rows affected)
--> (1 rows affected)
--> n
--> -
--> 3
--> (1 rows affected)
