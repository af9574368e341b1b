-- WHILE goes round as long as its condition holds.
-- @instance shared
DECLARE @i int = 0, @s varchar(50) = '';
WHILE @i < 5
BEGIN
    SET @i += 1;
    SET @s += CAST(@i AS varchar(5));
END;
PRINT @s;
WHILE @i > 3 SET @i -= 1;
PRINT @i;
WHILE @i = NULL PRINT 'never';
GO
--> 12345
--> 3
