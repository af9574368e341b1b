-- DEALLOCATE takes a cursor away, open or not; its name is free again.
-- @instance shared
DECLARE c CURSOR FOR SELECT 1 AS a;
OPEN c;
DEALLOCATE c;
DECLARE c CURSOR FOR SELECT 2 AS b;
OPEN c;
FETCH NEXT FROM c;
DEALLOCATE c;
DEALLOCATE c;
GO
--> b
--> -
--> 2
--> (1 rows affected)
--> Msg 16916, Level 16, State 1
--> A cursor with the name 'c' does not exist.
