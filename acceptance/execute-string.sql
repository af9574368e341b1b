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

-- Its text is looked at when it runs; its line counts from its own start; the batch around it goes on.
PRINT 'before';
EXEC ('PRINT ''not printed''
SELEC 1');
PRINT 'after';
GO
--> before
--> Msg 102, Level 15, State 1
--> Incorrect syntax near 'SELEC'.
--> after

EXEC ('SELECT @outer');
GO
--> Msg 137, Level 15, State 1
--> Must declare the scalar variable "@outer".

-- What its last statement left in @@ERROR and @@ROWCOUNT is what the batch around it finds there.
DECLARE @bad int = 0, @sql nvarchar(max);
SET @sql = N'BACKUP DATABASE master TO DISK = N''/proc/missing/master.bak''';
EXEC (@sql);
IF @@ERROR <> 0 SET @bad += 1;
EXEC sp_executesql @sql;
IF @@ERROR <> 0 SET @bad += 1;
DECLARE @status int;
EXEC @status = sp_executesql @sql;
SELECT @bad AS bad, @status AS status_;
GO
--> Msg 3201, Level 16, State {n}
--> Cannot open backup device '/proc/missing/master.bak'. Operating system error {any}.
--> Msg 3013, Level 16, State {n}
--> BACKUP DATABASE is terminating abnormally.
--> Msg 3201, Level 16, State {n}
--> Cannot open backup device '/proc/missing/master.bak'. Operating system error {any}.
--> Msg 3013, Level 16, State {n}
--> BACKUP DATABASE is terminating abnormally.
--> Msg 3201, Level 16, State {n}
--> Cannot open backup device '/proc/missing/master.bak'. Operating system error {any}.
--> Msg 3013, Level 16, State {n}
--> BACKUP DATABASE is terminating abnormally.
--> bad|status_
--> ---|-------
--> 2|3013
--> (1 rows affected)

EXEC ('SELECT 1/0'); PRINT @@ERROR;
EXEC ('SELECT 1/0; PRINT ''fine'''); PRINT @@ERROR;
EXEC ('SELEC 1'); PRINT @@ERROR;
EXEC (''); PRINT @@ERROR;
EXEC ('SELECT 1 AS n UNION ALL SELECT 2'); PRINT @@ROWCOUNT;
EXEC sp_executesql N'DECLARE @n int; SELECT @n = x.n FROM (SELECT 1 AS n UNION ALL SELECT 2) AS x'; PRINT @@ROWCOUNT;
GO
--> Msg 8134, Level 16, State 1
--> Divide by zero error encountered.
--> 8134
--> Msg 8134, Level 16, State 1
--> Divide by zero error encountered.
--> fine
--> 0
--> Msg 2812, Level 16, State {n}
--> Could not find stored procedure 'SELEC'.
--> 2812
--> 0
--> n
--> -
--> 1
--> 2
--> (2 rows affected)
--> 2
--> 2

-- A name that does not resolve ends the text, and not the batch around it; what ends everything does.
EXEC ('SELECT * FROM nix; PRINT ''not printed'''); PRINT @@ERROR;
EXEC ('SELECT CAST(''x'' AS int)'); PRINT 'not printed';
GO
--> Msg 208, Level 16, State 1
--> Invalid object name 'nix'.
--> 208
--> Msg 245, Level 16, State 1
--> Conversion failed when converting the varchar value 'x' to data type int.

-- A TRY block takes what fails in the text.
BEGIN TRY
    EXEC ('SELECT 1 +');
    PRINT 'not printed';
END TRY
BEGIN CATCH
    PRINT ERROR_NUMBER();
END CATCH
GO
--> 102

-- A text that leaves a transaction open in another database takes the session back out of it, and undoes what it did there.
CREATE DATABASE Beside;
EXEC ('USE Beside; BEGIN TRANSACTION; SELECT 1 AS a INTO Left_Over');
GO
--> Changed database context to 'Beside'.
--> (1 rows affected)
--> Msg 49900, Level 16, State 1
--> Changing the database inside a transaction is not supported.

SELECT DB_NAME() AS name, @@TRANCOUNT AS transactions, @@NESTLEVEL AS level;
EXEC ('USE Beside; SELECT COUNT(*) AS tables FROM sys.tables');
GO
--> name|transactions|level
--> ----|------------|-----
--> master|0|0
--> (1 rows affected)
--> Changed database context to 'Beside'.
--> tables
--> ------
--> 0
--> (1 rows affected)
