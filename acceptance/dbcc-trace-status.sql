-- Which trace flags are on can be asked for all of them, or for those that are named.
DBCC TRACESTATUS (-1) WITH NO_INFOMSGS;
DBCC TRACESTATUS (3226, 1222, -1);
DBCC TRACEON (3226, -1) WITH NO_INFOMSGS;
DBCC TRACESTATUS WITH NO_INFOMSGS;
GO
--> TraceFlag|Status|Global|Session
--> ---------|------|------|-------
--> (0 rows affected)
--> TraceFlag|Status|Global|Session
--> ---------|------|------|-------
--> 3226|0|0|0
--> 1222|0|0|0
--> (2 rows affected)
--> DBCC execution completed. If DBCC printed error messages, contact your system administrator.
--> TraceFlag|Status|Global|Session
--> ---------|------|------|-------
--> 3226|1|1|0
--> (1 rows affected)
