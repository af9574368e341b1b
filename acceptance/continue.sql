-- CONTINUE begins the innermost loop anew.
-- @instance shared
DECLARE @i int = 0, @odd varchar(20) = '';
WHILE @i < 6
BEGIN
    SET @i += 1;
    IF @i % 2 = 0 CONTINUE;
    SET @odd += CAST(@i AS varchar(5));
END;
PRINT @odd;
GO
--> 135

CONTINUE;
GO
--> Msg 136, Level 15, State 1
--> Cannot use a CONTINUE statement outside the scope of a WHILE statement.
