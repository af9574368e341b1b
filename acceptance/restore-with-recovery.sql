-- What was laid down becomes a database when no more is to come.
-- @instance shared
CREATE DATABASE Desk;
BACKUP DATABASE Desk TO DISK = '$(dir)/desk.bak';
GO
--> ...

RESTORE DATABASE Desk WITH RECOVERY;
GO
--> Msg 3153, Level 16, State 1
--> The database is already fully recovered.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

RESTORE DATABASE Desk FROM DISK = '$(dir)/desk.bak' WITH NORECOVERY, REPLACE;
SELECT state_desc FROM sys.databases WHERE name = 'Desk';
GO
--> ...
--> state_desc
--> ----------
--> RESTORING
--> (1 rows affected)

RESTORE LOG Desk WITH RECOVERY, RESTRICTED_USER;
SELECT state_desc, user_access_desc FROM sys.databases WHERE name = 'Desk';
SELECT recovery, replace FROM msdb.dbo.restorehistory WHERE destination_database_name = 'Desk';
DROP DATABASE Desk;
GO
--> RESTORE LOG successfully processed 0 pages in {n} seconds ({n} MB/sec).
--> state_desc|user_access_desc
--> ----------|----------------
--> ONLINE|RESTRICTED_USER
--> (1 rows affected)
--> recovery|replace
--> --------|-------
--> 0|1
--> (1 rows affected)
