-- DECLARE CURSOR names a query, whose variables have the values of now; a LOCAL one ends with its batch.
-- @instance shared
DECLARE @n int = 1;
DECLARE c CURSOR GLOBAL STATIC READ_ONLY FOR SELECT @n AS n;
SET @n = 2;
GO

OPEN c;
FETCH NEXT FROM GLOBAL c;
DEALLOCATE c;
GO
--> n
--> -
--> 1
--> (1 rows affected)

DECLARE d INSENSITIVE CURSOR FOR SELECT 1 FOR READ ONLY;
DECLARE d CURSOR LOCAL FOR SELECT 2 AS mine;
OPEN d;
FETCH d;
DECLARE d CURSOR LOCAL FOR SELECT 3;
GO
--> mine
--> ----
--> 2
--> (1 rows affected)
--> Msg 16915, Level 16, State 1
--> A cursor with the name 'd' already exists.

FETCH NEXT FROM d;
GO
--> Msg 16917, Level 16, State 1
--> Cursor is not open.

DECLARE d CURSOR FOR SELECT 4;
GO
--> Msg 16915, Level 16, State 1
--> A cursor with the name 'd' already exists.

DEALLOCATE GLOBAL d;
DECLARE e CURSOR FORWARD_ONLY SCROLL FOR SELECT 1;
GO
--> Msg 1048, Level 16, State 1
--> Conflicting cursor options FORWARD_ONLY and SCROLL.

DECLARE e CURSOR FOR SELECT name FROM sys.databases FOR UPDATE;
GO
--> Msg 49900, Level 16, State 1
--> A cursor FOR UPDATE is not supported.
