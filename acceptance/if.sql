-- IF takes one way or the other; unknown is not true.
-- @instance shared
DECLARE @n int;
IF @n = 1 PRINT 'one' ELSE PRINT 'not one';
IF NOT (@n = 1) PRINT 'not reached' ELSE PRINT 'unknown either way';
IF @n IS NULL AND 1 < 2 PRINT 'null';
IF EXISTS (SELECT * FROM sys.databases WHERE name = 'master') PRINT 'there';
IF 'a' = 'b' OR 2 >= 2
    IF 1 = 2 PRINT 'never'
    ELSE PRINT 'the ELSE is the inner one''s';
GO
--> not one
--> unknown either way
--> null
--> there
--> the ELSE is the inner one's

-- What tools send when they end a transaction that may not be there.
IF @@TRANCOUNT > 0 COMMIT TRAN
BEGIN TRAN
IF @@TRANCOUNT > 0 COMMIT TRAN
SELECT @@TRANCOUNT AS open_
GO
--> open_
--> -----
--> 0
--> (1 rows affected)

-- Syntax is looked at whole, also on the way not taken.
IF 1 = 1 PRINT 'not printed' ELSE SELEC 1;
GO
--> Msg 102, Level 15, State 1
--> Incorrect syntax near 'SELEC'.

-- Names are looked at when they are needed.
IF 1 = 0 SELECT * FROM NoSuchTable;
PRINT 'fine';
GO
--> fine

IF 5 PRINT 'x';
GO
--> Msg 4145, Level 15, State 1
--> An expression of non-boolean type specified in a context where a condition is expected, near 'PRINT'.
