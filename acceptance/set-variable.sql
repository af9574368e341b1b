-- SET gives a variable its value, alone or together with what it held.
-- @instance shared
DECLARE @i int = 7, @s nvarchar(20) = N'a';
SET @i += 3;
SET @i -= 1;
SET @i *= 4;
SET @i /= 5;
SET @i %= 4;
SET @s += N'b' + CAST(@i AS nvarchar(5));
SELECT @i AS i, @s AS s, @@ROWCOUNT AS counted;
GO
--> i|s|counted
--> -|-|-------
--> 3|ab3|1
--> (1 rows affected)

DECLARE @n int;
SET @n = @n + 1;
IF @n IS NULL PRINT 'NULL stays NULL';
SET @n = (SELECT COUNT(*) FROM sys.databases WHERE name = 'master');
PRINT @n;
SET @n = 1 / 0;
PRINT 'goes on';
GO
--> NULL stays NULL
--> 1
--> Msg 8134, Level 16, State 1
--> Divide by zero error encountered.
--> goes on

DECLARE @m int = 2147483647;
SET @m += 1;
PRINT @m;
GO
--> Msg 8115, Level 16, State 1
--> Arithmetic overflow error converting expression to data type int.
--> 2147483647

SET @unknown = 1;
GO
--> Msg 137, Level 15, State 1
--> Must declare the scalar variable "@unknown".
