-- USE finds a database by any spelling of its name and says where the session is.
-- @instance shared
USE master;
GO
--> Changed database context to 'master'.

Use Master
GO
--> Changed database context to 'master'.

USE [MSDB];
GO
--> Changed database context to 'msdb'.

USE Nowhere;
GO
--> Msg 911, Level 16, State 1
--> Database 'Nowhere' does not exist. Make sure that the name is entered correctly.

USE master
GO
--> Changed database context to 'master'.
