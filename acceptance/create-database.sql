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

CREATE DATABASE Placed ON (NAME = PlacedData, FILENAME = '$(dir)/placed.mdf')
    LOG ON (NAME = PlacedLog, FILENAME = '$(dir)/placed.ldf');
GO
--> Msg 49900, Level 16, State 1
--> The logical file name 'PlacedData' is not supported. Leave NAME out, or write NAME = 'Placed'.

CREATE DATABASE Misplaced ON (NAME = Misplaced, FILENAME = '$(dir)/placed.mdf');
GO

USE master;
DROP DATABASE Ledger, Placed;
GO
--> Changed database context to 'master'.
--> Msg 3701, Level 11, State 1
--> Cannot drop the database 'Placed', because it does not exist or you do not have permission.
