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

-- What the files are called is free, as long as both are called something else.
CREATE DATABASE Named ON (NAME = Sales_Data, FILENAME = '$(dir)/rows.mdf') LOG ON (NAME = 'Sales_Log', FILENAME = 'D:\Log\named.ldf');
SELECT name FROM sys.master_files WHERE database_id = DB_ID('Named') ORDER BY file_id;
CREATE DATABASE Misnamed ON (NAME = Misnamed_LOG, FILENAME = '$(dir)/misnamed.mdf');
GO
--> The path 'D:\Log\named.ldf' stands for '{any}' on this server.
--> name
--> ----
--> Sales_Data
--> Sales_Log
--> (2 rows affected)
--> Msg 1828, Level 16, State 1
--> The logical file name "Misnamed_log" is already in use. Choose a different name.

-- What scripts of tools write although it is so anyway.
CREATE DATABASE Scripted CONTAINMENT = NONE ON PRIMARY (NAME = N'Scripted', FILENAME = '$(dir)/scripted.mdf', SIZE = 8192KB)
    WITH CATALOG_COLLATION = DATABASE_DEFAULT, LEDGER = OFF;
DROP DATABASE Scripted;
GO

CREATE DATABASE Ledgers WITH CATALOG_COLLATION = DATABASE_DEFAULT, LEDGER = ON;
GO
--> Msg 49900, Level 16, State 1
--> CREATE DATABASE with this LEDGER is not supported.

CREATE DATABASE Contained CONTAINMENT = PARTIAL;
GO
--> Msg 49900, Level 16, State 1
--> CREATE DATABASE with CONTAINMENT is not supported.

USE master;
DROP DATABASE Ledger, Placed, Named;
GO
--> Changed database context to 'master'.
