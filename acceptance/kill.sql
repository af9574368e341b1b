-- KILL ends another session, and nobody loses more than that session had open.
-- @in-process
-- @session 2
BEGIN TRANSACTION
GO

-- @session 1
SELECT session_id, status, login_name, open_transaction_count, DB_NAME(database_id) AS name, is_user_process
FROM sys.dm_exec_sessions ORDER BY session_id;
SELECT session_id, command, status, percent_complete, wait_type FROM sys.dm_exec_requests;
GO
--> session_id|status|login_name|open_transaction_count|name|is_user_process
--> ----------|------|----------|----------------------|----|---------------
--> 51|sleeping|sa|1|master|1
--> 52|running|sa|0|master|1
--> (2 rows affected)
--> session_id|command|status|percent_complete|wait_type
--> ----------|-------|------|----------------|---------
--> 52|SELECT|running|0.0|NULL
--> (1 rows affected)

KILL 51;
GO

-- @session 2
PRINT 'still here';
GO
--> Msg 596, Level 21, State 1
--> Cannot continue the execution because the session is in the kill state.

-- @session 1
KILL 99;
KILL 52;
KILL 50;
KILL 0;
KILL -2;
GO
--> Msg 6106, Level 16, State 1
--> Process ID 99 is not an active process ID.
--> Msg 6104, Level 16, State 1
--> Cannot use KILL to kill your own process.
--> Msg 6107, Level 14, State 1
--> Only user processes can be killed.
--> Msg 6101, Level 16, State 1
--> Session ID 0 is not valid.
--> Msg 6101, Level 16, State 1
--> Session ID -2 is not valid.

BEGIN TRANSACTION;
KILL 51;
ROLLBACK;
GO
--> Msg 6115, Level 16, State 1
--> KILL command cannot be used inside user transactions.

KILL 'D5499C66-E398-45CA-BF7E-DC9C194B48CF';
GO
--> Msg 102, Level 15, State 1
--> Incorrect syntax near 'D5499C66-E398-45CA-BF7E-DC9C194B48CF'.

EXEC sp_who 'nobody';
GO
--> Msg 15007, Level 16, State 1
--> 'nobody' is not a valid login or you do not have permission.

EXEC sp_who 'active';
GO
--> spid|ecid|status|loginame|hostname|blk|dbname|cmd|request_id
--> ----|----|------|--------|--------|---|------|---|----------
--> {any}
--> (1 rows affected)
