-- EXECUTE calls a system procedure; sp_executesql runs a text with parameters that never become text.
-- @instance shared
EXEC sp_executesql N'SELECT @a + @b AS total', N'@a int, @b int', @a = 2, @b = 3;
EXECUTE master.sys.SP_ExecuteSQL N'PRINT ''no parameters''';
GO
--> total
--> -----
--> 5
--> (1 rows affected)
--> no parameters

DECLARE @twice int, @status int, @evil nvarchar(50) = N'''; DROP TABLE x; --';
EXEC @status = sp_executesql N'SET @out = @in * 2; PRINT @text', N'@in int, @text nvarchar(50), @out int OUTPUT',
    @in = 21, @text = @evil, @out = @twice OUTPUT;
SELECT @twice AS twice, @status AS status_;
GO
--> '; DROP TABLE x; --
--> twice|status_
--> -----|-------
--> 42|0
--> (1 rows affected)

-- A prepared text has a handle for as long as the session wants it.
DECLARE @handle int;
EXEC sp_prepare @handle OUTPUT, N'@x nvarchar(10)', N'SELECT @x AS x';
EXEC sp_execute @handle, N'first';
EXEC sp_execute @handle, N'second';
EXEC sp_unprepare @handle;
EXEC sp_execute @handle, N'third';
GO
--> x
--> -
--> first
--> (1 rows affected)
--> x
--> -
--> second
--> (1 rows affected)
--> Msg 8179, Level 16, State 1
--> Could not find prepared statement with handle {n}.

EXEC sp_executesql N'SELECT @a AS a', N'@a int';
EXEC sp_executesql N'SELECT @a AS a', N'@a int', @b = 1;
EXEC sp_executesql N'SELECT @a AS a', N'@a int', 1, 2;
EXEC sp_unprepare;
EXEC sp_unprepare 1, 2;
EXEC sp_unprepare @nosuch = 1;
GO
--> Msg 8178, Level 16, State 1
--> The parameterized query '{any}' expects the parameter '@a', which was not supplied.
--> Msg 8145, Level 16, State 1
--> @b is not a parameter for procedure sp_executesql.
--> Msg 8144, Level 16, State 1
--> Procedure or function  has too many arguments specified.
--> Msg 201, Level 16, State 1
--> Procedure or function 'sp_unprepare' expects parameter '@handle', which was not supplied.
--> Msg 8144, Level 16, State 1
--> Procedure or function sp_unprepare has too many arguments specified.
--> Msg 8145, Level 16, State 1
--> @nosuch is not a parameter for procedure sp_unprepare.

EXEC sp_executesql @stmt = N'SELECT 1', N'@a int';
GO
--> Msg 119, Level 15, State 1
--> Must pass parameter number 2 and subsequent parameters as '@name = value'. After the form '@name = value' has been used, all subsequent parameters must be passed in the form '@name = value'.

-- At the start of a batch the word may be left out.
nosuchprocedure 1, 'two'
GO
--> Msg 2812, Level 16, State 1
--> Could not find stored procedure 'nosuchprocedure'.

-- A procedure that fails returns 1; one that is not there returns nothing.
DECLARE @status int, @none int;
EXEC @status = master.dbo.xp_create_subdir '/proc/missing/a';
SELECT @@ERROR AS error, @status AS status_;
EXEC @none = nosuchprocedure;
SELECT @@ERROR AS error, @none AS none;
GO
--> Msg 22048, Level 16, State 1
--> xp_create_subdir() returned error 3, 'The system cannot find the path specified.'
--> error|status_
--> -----|-------
--> 22048|1
--> (1 rows affected)
--> Msg 2812, Level 16, State {n}
--> Could not find stored procedure 'nosuchprocedure'.
--> error|none
--> -----|----
--> 2812|NULL
--> (1 rows affected)
