-- THROW ends the batch with an error of the script's own, or throws the caught one again.
-- @instance shared
PRINT 'before';
THROW 51000, 'The record does not exist.', 3;
PRINT 'never';
GO
--> before
--> Msg 51000, Level 16, State 3
--> The record does not exist.

DECLARE @n int = 60000, @text nvarchar(100) = N'100% from variables';
BEGIN TRY
    THROW @n, @text, 1;
END TRY
BEGIN CATCH
    PRINT ERROR_NUMBER();
    PRINT ERROR_MESSAGE();
END CATCH;
GO
--> 60000
--> 100% from variables

BEGIN TRY
    SELECT 1 / 0 AS x;
END TRY
BEGIN CATCH
    PRINT 'caught';
    THROW;
END CATCH;
PRINT 'never';
GO
--> caught
--> Msg 8134, Level 16, State 1
--> Divide by zero error encountered.

THROW;
GO
--> Msg 10704, Level 15, State 1
--> To rethrow an error, a THROW statement must be used inside a CATCH block. Insert the THROW statement inside a CATCH block, or add error parameters to the THROW statement.

THROW 49999, 'x', 1;
GO
--> Msg 35100, Level 16, State 1
--> Error number 49999 in the THROW statement is outside the valid range. Specify an error number in the valid range of 50000 to 2147483647.
