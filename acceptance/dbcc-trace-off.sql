-- When trace flag 3226 is off again, backups that went well are in the error log as ever.
CREATE DATABASE Shop;
DBCC TRACEON (3226, -1) WITH NO_INFOMSGS;
-- Another flag is off already.
DBCC TRACEOFF (1222, -1) WITH NO_INFOMSGS;
DBCC TRACEOFF (3226, -1);
BACKUP DATABASE Shop TO DISK = '$(dir)/told.bak';
GO
--> DBCC execution completed. If DBCC printed error messages, contact your system administrator.
--> ...

CREATE TABLE #log (at datetime, source nvarchar(40), text nvarchar(4000));
INSERT INTO #log EXEC sp_readerrorlog 0, 1, 'Database backed up';
SELECT COUNT(*) AS entries FROM #log;
GO
--> (1 rows affected)
--> entries
--> -------
--> 1
--> (1 rows affected)

DBCC TRACEOFF (3226);
GO
--> Msg 49900, Level 16, State 1
--> Trace flag 3226 for one session is not supported. {any}
