-- BEGIN and END make one statement of several.
-- @instance shared
IF 1 = 1
BEGIN
    PRINT 'a';
    BEGIN
        PRINT 'b'
        PRINT 'c';
    END;
END
ELSE
BEGIN
    PRINT 'd';
END;
PRINT 'e';
GO
--> a
--> b
--> c
--> e

BEGIN
END;
GO
--> Msg 156, Level 15, State 1
--> Incorrect syntax near the keyword 'END'.

BEGIN
    PRINT 'x';
GO
--> Msg 102, Level 15, State 1
--> Incorrect syntax near ';'.
