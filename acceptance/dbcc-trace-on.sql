-- With trace flag 3226 the error log keeps what failed, and is not filled with what went well.
CREATE DATABASE Shop;
DBCC TRACEON (3226, -1);
BACKUP DATABASE Shop TO DISK = '$(dir)/quiet.bak' WITH NAME = 'quiet';
GO
--> DBCC execution completed. If DBCC printed error messages, contact your system administrator.
--> ...

CREATE TABLE #log (at datetime, source nvarchar(40), text nvarchar(4000));
INSERT INTO #log EXEC sp_readerrorlog 0, 1, 'Database backed up';
SELECT COUNT(*) AS entries FROM #log;
DROP TABLE #log;
GO
--> (0 rows affected)
--> entries
--> -------
--> 0
--> (1 rows affected)

DBCC TRACEON (3226);
GO
--> Msg 49900, Level 16, State 1
--> Trace flag 3226 for one session is not supported. {any}

DBCC TRACEON (1222, -1);
GO
--> Msg 49900, Level 16, State 1
--> Trace flag 1222 is not supported.

DBCC TRACEON (-1);
GO
--> Msg 102, Level 15, State 1
--> Incorrect syntax near ')'.
