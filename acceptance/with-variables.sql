-- Databases, devices and values of options of BACKUP and RESTORE may stand in variables.
-- @instance shared
CREATE DATABASE Varied;
GO

DECLARE @db sysname = N'Varied', @file nvarchar(400) = N'$(dir)/varied.bak', @label nvarchar(60), @percent int = 100;
SET @label = @db + N'-Full';
BACKUP DATABASE @db TO DISK = @file WITH INIT, NAME = @label, STATS = @percent;
RESTORE VERIFYONLY FROM DISK = @file;
GO
--> ...
--> BACKUP DATABASE successfully processed {n} pages in {any}
--> The backup set on file 1 is valid.

DECLARE @db sysname = N'Varied', @file nvarchar(400) = N'$(dir)/varied.bak', @position int = 1;
RESTORE DATABASE @db FROM DISK = @file WITH FILE = @position, REPLACE, STATS = 100;
GO
--> ...
--> RESTORE DATABASE successfully processed {n} pages in {any}

DECLARE @null nvarchar(10);
BACKUP DATABASE @null TO DISK = 'x.bak';
GO
--> Msg 3217, Level 16, State 1
--> Invalid value specified for @null parameter. The variable is NULL.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

-- Passwords are literals.
DECLARE @p nvarchar(40) = N'Kq2_never in a variable';
CREATE MASTER KEY ENCRYPTION BY PASSWORD = @p;
GO
--> Msg 102, Level 15, State 1
--> Incorrect syntax near '{any}'.

DROP DATABASE Varied;
GO
