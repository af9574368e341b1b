-- OPEN runs a cursor's query; CURSOR_STATUS says what has become of it.
-- @instance shared
DECLARE c CURSOR STATIC FOR SELECT name FROM sys.databases WHERE database_id <= 4 ORDER BY name;
SELECT CURSOR_STATUS('global', 'c') AS Declared, CURSOR_STATUS('local', 'c') AS None;
OPEN c;
SELECT CURSOR_STATUS('global', 'c') AS Opened, @@CURSOR_ROWS AS Rows;
GO
--> Declared|None
--> --------|----
--> -1|-3
--> (1 rows affected)
--> Opened|Rows
--> ------|----
--> 1|2
--> (1 rows affected)

OPEN c;
GO
--> Msg 16905, Level 16, State 1
--> The cursor is already open.

CLOSE c;
OPEN c;
FETCH NEXT FROM c;
CLOSE c;
DEALLOCATE c;
DECLARE c CURSOR FOR SELECT name FROM sys.databases WHERE name = 'nothing';
OPEN c;
SELECT CURSOR_STATUS('global', 'c') AS Empty, @@CURSOR_ROWS AS Uncounted;
DEALLOCATE c;
GO
--> name
--> ----
--> master
--> (1 rows affected)
--> Empty|Uncounted
--> -----|---------
--> 0|-1
--> (1 rows affected)

DECLARE c CURSOR FOR SELECT a FROM missing;
OPEN c;
GO
--> Msg 208, Level 16, State 1
--> Invalid object name 'missing'.

DEALLOCATE c;
OPEN nowhere;
GO
--> Msg 16916, Level 16, State 1
--> A cursor with the name 'nowhere' does not exist.
