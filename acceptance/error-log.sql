-- What happened to backups is read back with a query, and old files of the log are kept aside.
CREATE DATABASE Shop;
BACKUP DATABASE Shop TO DISK = '$(dir)/shop.bak';
BACKUP DATABASE Nowhere TO DISK = '$(dir)/shop.bak';
GO
--> ...

EXEC sp_readerrorlog 0, 1, 'database backed', 'Shop';
GO
--> LogDate|ProcessInfo|Text
--> -------|-----------|----
--> {time}|Server|Database backed up. Database: Shop, {any}
--> (1 rows affected)

EXEC master.dbo.xp_readerrorlog 0, 1, N'Severity', NULL, '2001-01-01', NULL, N'desc';
GO
--> LogDate|ProcessInfo|Text
--> -------|-----------|----
--> {time}|Server|Error: 3041, Severity: 16, State: 1. BACKUP failed to complete the command BACKUP DATABASE Nowhere. {any}
--> {time}|Server|Error: 3013, Severity: 16, State: 1. BACKUP DATABASE is terminating abnormally.
--> {time}|Server|Error: 911, Severity: 16, State: 1. {any}
--> (3 rows affected)

EXEC sp_cycle_errorlog;
EXEC sp_readerrorlog;
EXEC sp_readerrorlog 1, 1, 'nowhere';
GO
--> DBCC execution completed. If DBCC printed error messages, contact your system administrator.
--> LogDate|ProcessInfo|Text
--> -------|-----------|----
--> (0 rows affected)
--> LogDate|ProcessInfo|Text
--> -------|-----------|----
--> {time}|Server|Error: 911, Severity: 16, State: 1. {any}
--> {time}|Server|Error: 3041, Severity: 16, State: 1. {any}
--> (2 rows affected)

EXEC sp_readerrorlog 5;
GO
--> Msg 22048, Level 16, State 1
--> xp_readerrorlog() returned error 2, 'The system cannot find the file specified.'
