-- FETCH moves a cursor row by row, into variables or to the client: a loop over the databases backs each of them up.
-- @instance shared
CREATE DATABASE Fetched_one;
CREATE DATABASE Fetched_two;
GO

DECLARE @name sysname, @file nvarchar(260);
DECLARE each_database CURSOR LOCAL FAST_FORWARD FOR
    SELECT name FROM sys.databases WHERE database_id > 4 AND name LIKE 'Fetched%' ORDER BY name;
OPEN each_database;
FETCH NEXT FROM each_database INTO @name;
WHILE @@FETCH_STATUS = 0
BEGIN
    SET @file = N'$(dir)/' + @name + N'.bak';
    BACKUP DATABASE @name TO DISK = @file WITH INIT, COMPRESSION;
    FETCH NEXT FROM each_database INTO @name;
END
CLOSE each_database;
DEALLOCATE each_database;
SELECT database_name, type FROM msdb.dbo.backupset WHERE database_name LIKE 'Fetched%' ORDER BY database_name;
GO
--> Processed {n} pages for database 'Fetched_one', file 'Fetched_one' on file 1.
--> Processed {n} pages for database 'Fetched_one', file 'Fetched_one_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {any} seconds ({any} MB/sec).
--> Processed {n} pages for database 'Fetched_two', file 'Fetched_two' on file 1.
--> Processed {n} pages for database 'Fetched_two', file 'Fetched_two_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {any} seconds ({any} MB/sec).
--> database_name|type
--> -------------|----
--> Fetched_one|D
--> Fetched_two|D
--> (2 rows affected)

USE Fetched_one;
CREATE TABLE dbo.Step (Id int PRIMARY KEY, Name nvarchar(10), Moment datetime);
INSERT dbo.Step VALUES (1, N'one', '20260101'), (2, N'two', '20260202'), (3, N'three', NULL);
DECLARE c SCROLL CURSOR FOR SELECT Id, Name FROM dbo.Step ORDER BY Id;
OPEN c;
FETCH LAST FROM c;
FETCH PRIOR FROM c;
FETCH ABSOLUTE -3 FROM c;
FETCH RELATIVE 2 FROM c;
FETCH NEXT FROM c;
SELECT @@FETCH_STATUS AS Status, @@ROWCOUNT AS Rows;
CLOSE c;
DEALLOCATE c;
GO
--> Changed database context to 'Fetched_one'.
--> (3 rows affected)
--> Id|Name
--> --|----
--> 3|three
--> (1 rows affected)
--> Id|Name
--> --|----
--> 2|two
--> (1 rows affected)
--> Id|Name
--> --|----
--> 1|one
--> (1 rows affected)
--> Id|Name
--> --|----
--> 3|three
--> (1 rows affected)
--> Id|Name
--> --|----
--> (0 rows affected)
--> Status|Rows
--> ------|----
--> -1|0
--> (1 rows affected)

-- What OPEN found stays, whatever becomes of it; values become what the variables are.
DECLARE @id bigint, @moment varchar(30), @count int = 0;
DECLARE c CURSOR STATIC FOR SELECT Id, Moment FROM dbo.Step ORDER BY Id;
OPEN c;
SELECT @@CURSOR_ROWS AS Found;
DELETE dbo.Step;
WHILE 1 = 1
BEGIN
    FETCH c INTO @id, @moment;
    IF @@FETCH_STATUS <> 0 BREAK;
    PRINT CAST(@id AS varchar(10)) + N': ' + ISNULL(@moment, N'never');
END
CLOSE c;
DEALLOCATE c;
GO
--> Found
--> -----
--> 3
--> (1 rows affected)
--> (3 rows affected)
--> 1: Jan  1 2026 12:00AM
--> 2: Feb  2 2026 12:00AM
--> 3: never

DECLARE c CURSOR FOR SELECT 1 AS a, 2 AS b;
OPEN c;
FETCH FIRST FROM c;
GO
--> Msg 16911, Level 16, State 1
--> fetch: The fetch type First cannot be used with forward only cursors.

DECLARE @a int;
FETCH NEXT FROM c INTO @a;
GO
--> Msg 16924, Level 16, State 1
--> Cursorfetch: The number of variables declared in the INTO list must match that of selected columns.

DECLARE @a int, @b int;
FETCH NEXT FROM c INTO @a, @b;
SELECT @a AS a, @b AS b;
DEALLOCATE c;
FETCH NEXT FROM c INTO @a, @b;
GO
--> a|b
--> -|-
--> 1|2
--> (1 rows affected)
--> Msg 16916, Level 16, State 1
--> A cursor with the name 'c' does not exist.

-- A cursor variable has a cursor of its own.
DECLARE @c CURSOR, @n int;
SET @c = CURSOR FOR SELECT 7;
OPEN @c;
FETCH NEXT FROM @c INTO @n;
PRINT @n;
CLOSE @c;
GO
--> 7

DECLARE @c CURSOR;
OPEN @c;
GO
--> Msg 16950, Level 16, State 1
--> The variable '@c' does not currently have a cursor allocated to it.
