-- WAITFOR waits for a span or until a time of day.
-- @instance shared
DECLARE @span char(12) = '00:00:00.020', @before datetime2 = SYSDATETIME();
WAITFOR DELAY @span;
WAITFOR DELAY '0:0:0.01';
IF SYSDATETIME() > @before PRINT 'time has passed';
WAITFOR DELAY '24:00:00';
PRINT 'goes on';
GO
--> time has passed
--> Msg 148, Level 15, State 1
--> Incorrect time syntax in time string '24:00:00' used with WAITFOR.
--> goes on

WAITFOR (RECEIVE x FROM q);
GO
--> Msg 49900, Level 16, State 1
--> WAITFOR of a statement is not supported.
