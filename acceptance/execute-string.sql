-- EXECUTE of a text runs it as a batch of its own, with variables, options and a database of its own.
-- @instance shared
DECLARE @db sysname = N'master', @n int = 2;
EXEC ('SELECT name FROM sys.databases WHERE name = ''' + @db + '''');
EXECUTE ('DECLARE @n int = 5; PRINT @n; USE msdb; SET NOCOUNT ON; DECLARE @t TABLE (n int); INSERT @t VALUES (1), (2)');
SELECT @n AS n, DB_NAME() AS db;
GO
--> name
--> ----
--> master
--> (1 rows affected)
--> 5
--> Changed database context to 'msdb'.
--> n|db
--> -|--
--> 2|master
--> (1 rows affected)

-- Its text is looked at when it runs; its line counts from its own start.
PRINT 'before';
EXEC ('PRINT ''not printed''
SELEC 1');
PRINT 'after';
GO
--> before
--> Msg 102, Level 15, State 1
--> Incorrect syntax near 'SELEC'.

EXEC ('SELECT @outer');
GO
--> Msg 137, Level 15, State 1
--> Must declare the scalar variable "@outer".
