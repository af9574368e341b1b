-- SHUTDOWN ends the server; nothing behind it is run.
-- @in-process
SHUTDOWN WITH NOWAIT;
PRINT 'not run';
GO
--> Server shut down by NOWAIT request from login sa.
