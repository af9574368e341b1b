-- CLOSE forgets a cursor's rows; it can be opened again.
-- @instance shared
DECLARE c CURSOR FOR SELECT 1 AS a;
GO

CLOSE c;
GO
--> Msg 16917, Level 16, State 1
--> Cursor is not open.

OPEN c;
CLOSE c;
FETCH NEXT FROM c;
GO
--> Msg 16917, Level 16, State 1
--> Cursor is not open.

OPEN c;
FETCH NEXT FROM c;
CLOSE c;
CLOSE nowhere;
DEALLOCATE c;
GO
--> a
--> -
--> 1
--> (1 rows affected)
--> Msg 16916, Level 16, State 1
--> A cursor with the name 'nowhere' does not exist.
