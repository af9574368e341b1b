-- SHUTDOWN ends the server; nothing behind it is run.
SHUTDOWN WITH NOWAIT;
PRINT 'not run';
GO
--> Server shut down by NOWAIT request from login sa.
