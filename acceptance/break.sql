-- BREAK leaves the innermost loop.
-- @instance shared
DECLARE @i int = 0, @j int;
WHILE 1 = 1
BEGIN
    SET @i += 1;
    SET @j = 0;
    WHILE 1 = 1
    BEGIN
        SET @j += 1;
        IF @j = @i BREAK;
    END;
    IF @i = 3 BREAK;
END;
SELECT @i AS i, @j AS j;
GO
--> i|j
--> -|-
--> 3|3
--> (1 rows affected)

BREAK;
GO
--> Msg 135, Level 15, State 1
--> Cannot use a BREAK statement outside the scope of a WHILE statement.
