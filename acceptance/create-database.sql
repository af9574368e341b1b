-- A database is made once, by any spelling of its name.
-- @instance shared
CREATE DATABASE Ledger;
GO

CREATE DATABASE [LEDGER];
GO
--> Msg 1801, Level 16, State 1
--> Database 'LEDGER' already exists. Choose a different database name.

CREATE DATABASE master;
GO
--> Msg 1801, Level 16, State 1
--> Database 'master' already exists. Choose a different database name.

USE ledger;
GO
--> Changed database context to 'Ledger'.

CREATE DATABASE Placed ON (NAME = Placed, FILENAME = '$(dir)/placed.mdf', SIZE = 8MB, FILEGROWTH = 10%);
GO

CREATE DATABASE Misplaced ON (NAME = Misplaced, FILENAME = '$(dir)/placed.mdf');
GO
--> Msg 5170, Level 16, State 1
--> Cannot create file '$(dir)/placed.mdf' because it already exists. Change the file path or the file name, and retry the operation.
--> Msg 1802, Level 16, State 1
--> CREATE DATABASE failed. Some file names listed could not be created. Check related errors.

CREATE DATABASE Misplaced ON (NAME = Rows, FILENAME = '$(dir)/rows.mdf');
GO
--> Msg 49900, Level 16, State 1
--> The logical file name 'Rows' is not supported. Leave NAME out, or write NAME = 'Misplaced'.

USE master;
DROP DATABASE Ledger, Placed;
GO
--> Changed database context to 'master'.
