-- A variable has its type, its length and, until it is given one, no value; it lives as long as its batch.
-- @instance shared
DECLARE @a int, @b varchar(3) = 'abcdef', @c decimal(9, 2) = 1.005, @d varchar = 'xyz';
SELECT @a AS a, @b AS b, @c AS c, @d AS d;
GO
--> a|b|c|d
--> -|-|-|-
--> NULL|abc|1.01|x
--> (1 rows affected)

-- It is gone with the batch, and nothing of a batch with an unknown one runs.
PRINT 'never printed';
SELECT @a;
GO
--> Msg 137, Level 15, State 1
--> Must declare the scalar variable "@a".

DECLARE @a int;
DECLARE @A bigint;
GO
--> Msg 134, Level 15, State 1
--> The variable name '@A' has already been declared. Variable names must be unique within a query batch or stored procedure.

-- DECLARE counts where it stands, run or not.
IF 1 = 0 DECLARE @late int = 5;
SET @late = 7;
PRINT @late;
GO
--> 7

DECLARE @when datetime = '2026-01-02T03:04:05.678', @bits bit = 'true', @bytes varbinary(8) = 0x0102;
SELECT @when AS at_, @bits AS bits, @bytes AS bytes;
GO
--> at_|bits|bytes
--> ---|----|-----
--> 2026-01-02 03:04:05.677|1|0x0102
--> (1 rows affected)

DECLARE @n int = 'twelve';
PRINT 'the batch has ended';
GO
--> Msg 245, Level 16, State 1
--> Conversion failed when converting the varchar value 'twelve' to data type int.
