-- RETURN ends its batch, from however deep inside.
-- @instance shared
PRINT 'a';
WHILE 1 = 1
BEGIN
    IF 1 = 1 RETURN;
END;
PRINT 'b';
GO
--> a

EXEC ('PRINT ''inside''; RETURN; PRINT ''not reached''');
PRINT 'outside';
GO
--> inside
--> outside

RETURN 1;
GO
--> Msg 178, Level 15, State 1
--> A RETURN statement with a return value cannot be used in this context.
