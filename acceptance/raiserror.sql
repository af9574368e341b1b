-- RAISERROR informs up to severity 10 and fails above; its places are filled as printf fills them.
-- @instance shared
RAISERROR ('%s has %d rows, %5d|%-5d|%05d, %x %X %#x %o %u, %%', 16, 2, N'T', 42, 7, 7, 7, 255, 255, 255, 8, -1);
PRINT 'the batch goes on';
GO
--> Msg 50000, Level 16, State 2
--> T has 42 rows,     7|7    |00007, ff FF 0xff 10 4294967295, %
--> the batch goes on

DECLARE @text nvarchar(100) = N'from a variable: %.3s %i', @n int = 5;
RAISERROR (@text, 10, 1, 'abcdef', @n) WITH NOWAIT;
SELECT @@ERROR AS error_;
RAISERROR ('with SETERROR', 1, 1) WITH SETERROR;
SELECT @@ERROR AS error_;
RAISERROR ('nothing for %s', 11, 1);
SELECT @@ERROR AS error_;
GO
--> from a variable: abc 5
--> error_
--> ------
--> 0
--> (1 rows affected)
--> with SETERROR
--> error_
--> ------
--> 50000
--> (1 rows affected)
--> Msg 50000, Level 11, State 1
--> nothing for (null)
--> error_
--> ------
--> 50000
--> (1 rows affected)

RAISERROR ('fatal', 20, 1);
GO
--> Msg 2754, Level 16, State 1
--> Error severity levels greater than 18 can only be specified by members of the sysadmin role, using the WITH LOG option.

RAISERROR ('%d', 16, 1, 'text');
GO
--> Msg 2786, Level 16, State 1
--> The data type of substitution parameter 1 does not match the expected type of the format specification.

RAISERROR ('%q', 16, 1);
GO
--> Msg 2787, Level 16, State 1
--> Invalid format specification: '%q'.
