-- A database is dropped when nobody uses it, and only then.
-- @instance shared
CREATE DATABASE Doomed;
GO
-- @session 2
USE Doomed;
GO
--> Changed database context to 'Doomed'.

-- @session 1
DROP DATABASE Doomed;
GO
--> Msg 3702, Level 16, State 1
--> Cannot drop database "Doomed" because it is currently in use.

-- @session 2
USE master;
GO
--> Changed database context to 'master'.

-- @session 1
USE Doomed;
GO
--> Changed database context to 'Doomed'.

DROP DATABASE Doomed;
GO
--> Msg 3702, Level 16, State 1
--> Cannot drop database "Doomed" because it is currently in use.

USE master;
DROP DATABASE Doomed;
GO
--> Changed database context to 'master'.

DROP DATABASE Doomed;
GO
--> Msg 3701, Level 11, State 1
--> Cannot drop the database 'Doomed', because it does not exist or you do not have permission.

DROP DATABASE IF EXISTS Doomed;
GO

DROP DATABASE master;
GO
--> Msg 3708, Level 16, State 1
--> Cannot drop the database 'master' because it is a system database.

USE Doomed;
GO
--> Msg 911, Level 16, State 1
--> Database 'Doomed' does not exist. Make sure that the name is entered correctly.
