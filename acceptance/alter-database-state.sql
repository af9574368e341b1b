-- An operator gets a database for herself, stops it, or keeps it as it is, and a restart changes none of that.
-- @in-process
CREATE DATABASE Shop;
GO
USE Shop;
CREATE TABLE t (a int);
INSERT INTO t VALUES (1);
GO
--> Changed database context to 'Shop'.
--> (1 rows affected)

BACKUP DATABASE Shop TO DISK = '$(dir)/shop.bak' WITH NO_COMPRESSION;
GO
--> ...

-- @session 2
USE Shop;
BEGIN TRANSACTION;
INSERT INTO t VALUES (2);
GO
--> Changed database context to 'Shop'.
--> (1 rows affected)

-- @session 1
ALTER DATABASE Shop SET SINGLE_USER WITH NO_WAIT;
GO
--> Msg 5070, Level 16, State 1
--> Database state cannot be changed while other users are using the database 'Shop'
--> Msg 5069, Level 16, State 1
--> ALTER DATABASE statement failed.

ALTER DATABASE Shop SET SINGLE_USER WITH ROLLBACK IMMEDIATE;
SELECT name, user_access, user_access_desc, state_desc, is_read_only FROM sys.databases WHERE name = 'Shop';
SELECT a FROM t;
GO
--> Nonqualified transactions are being rolled back. Estimated rollback completion: 0%.
--> Nonqualified transactions are being rolled back. Estimated rollback completion: 100%.
--> name|user_access|user_access_desc|state_desc|is_read_only
--> ----|-----------|----------------|----------|------------
--> Shop|1|SINGLE_USER|ONLINE|0
--> (1 rows affected)
--> a
--> -
--> 1
--> (1 rows affected)

-- @session 3
USE Shop;
GO
--> Msg 924, Level 14, State 1
--> Database 'Shop' is already open and can only have one user at a time.

BACKUP DATABASE Shop TO DISK = '$(dir)/other.bak';
GO
--> Msg 924, Level 14, State 1
--> Database 'Shop' is already open and can only have one user at a time.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

ALTER DATABASE Shop SET MULTI_USER;
GO
--> Msg 5064, Level 16, State 1
--> Changes to the state or options of database 'Shop' cannot be made at this time. The database is in single-user mode, and a user is currently connected to it.
--> Msg 5069, Level 16, State 1
--> ALTER DATABASE statement failed.

RESTORE DATABASE Shop FROM DISK = '$(dir)/shop.bak' WITH REPLACE;
GO
--> Msg 3101, Level 16, State 1
--> Exclusive access could not be obtained because the database is in use.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

-- @restart
-- @session 1
SELECT DATABASEPROPERTYEX('Shop', 'UserAccess') AS access, DATABASEPROPERTYEX('Shop', 'Updateability') AS updates;
USE Shop;
ALTER DATABASE CURRENT SET READ_ONLY, MULTI_USER;
INSERT INTO t VALUES (3);
GO
--> access|updates
--> ------|-------
--> SINGLE_USER|READ_WRITE
--> (1 rows affected)
--> Changed database context to 'Shop'.
--> Msg 3906, Level 16, State 1
--> Failed to update database "Shop" because the database is read-only.

CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Correct-Horse-7';
GO
--> Msg 3906, Level 16, State 1
--> Failed to update database "Shop" because the database is read-only.

-- @restart
-- @session 1
USE Shop;
DELETE FROM t;
SELECT COUNT(*) AS n FROM t;
SELECT user_access_desc, is_read_only FROM sys.databases WHERE name = 'Shop';
ALTER DATABASE Shop SET READ_WRITE;
DELETE FROM t WHERE a = 7;
GO
--> Changed database context to 'Shop'.
--> Msg 3906, Level 16, State 1
--> Failed to update database "Shop" because the database is read-only.
--> n
--> -
--> 1
--> (1 rows affected)
--> user_access_desc|is_read_only
--> ----------------|------------
--> MULTI_USER|1
--> (1 rows affected)
--> (0 rows affected)

ALTER DATABASE Shop SET OFFLINE;
GO
--> Msg 5070, Level 16, State 1
--> Database state cannot be changed while other users are using the database 'Shop' Leave it first with USE master.
--> Msg 5069, Level 16, State 1
--> ALTER DATABASE statement failed.

USE master;
ALTER DATABASE Shop SET OFFLINE WITH ROLLBACK AFTER 5 SECONDS;
GO
--> Changed database context to 'master'.

-- @restart
-- @session 1
SELECT state, state_desc FROM sys.databases WHERE name = 'Shop';
USE Shop;
GO
--> state|state_desc
--> -----|----------
--> 6|OFFLINE
--> (1 rows affected)
--> Msg 942, Level 14, State 1
--> Database 'Shop' cannot be opened because it is offline.

BACKUP DATABASE Shop TO DISK = '$(dir)/other.bak';
GO
--> Msg 942, Level 14, State 1
--> Database 'Shop' cannot be opened because it is offline.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

ALTER DATABASE Shop SET ONLINE;
USE Shop;
SELECT a FROM t;
USE master;
ALTER DATABASE Shop SET RESTRICTED_USER;
SELECT user_access_desc, state_desc FROM sys.databases WHERE name = 'Shop';
ALTER DATABASE Shop SET OFFLINE;
GO
--> Changed database context to 'Shop'.
--> a
--> -
--> 1
--> (1 rows affected)
--> Changed database context to 'master'.
--> user_access_desc|state_desc
--> ----------------|----------
--> RESTRICTED_USER|ONLINE
--> (1 rows affected)

RESTORE DATABASE Shop FROM DISK = '$(dir)/shop.bak' WITH REPLACE;
SELECT user_access_desc, state_desc FROM sys.databases WHERE name = 'Shop';
GO
--> Processed {n} pages for database 'Shop', file 'Shop' on file 1.
--> Processed {n} pages for database 'Shop', file 'Shop_log' on file 1.
--> RESTORE DATABASE successfully processed {n} pages in {any}
--> user_access_desc|state_desc
--> ----------------|----------
--> MULTI_USER|ONLINE
--> (1 rows affected)
