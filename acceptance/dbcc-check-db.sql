-- A sound database is called sound, and the check leaves nothing behind.
-- @in-process
CREATE DATABASE Shop ON (FILENAME = '$(dir)/shop');
GO
USE Shop;
CREATE TABLE Orders (Id int PRIMARY KEY, What nvarchar(20));
INSERT INTO Orders VALUES (1, N'tea'), (2, N'bread');
CHECKPOINT;
DBCC CHECKDB;
DBCC CHECKDB (Shop) WITH NO_INFOMSGS, ALL_ERRORMSGS;
DBCC CHECKDB ('shop', NOINDEX) WITH PHYSICAL_ONLY
GO
--> Changed database context to 'Shop'.
--> (2 rows affected)
--> DBCC results for 'Shop'.
--> DBCC results for 'Orders'.
--> There are 2 rows in 1 pages for object "Orders".
--> CHECKDB found 0 allocation errors and 0 consistency errors in database 'Shop'.
--> DBCC execution completed. If DBCC printed error messages, contact your system administrator.
--> DBCC results for 'Shop'.
--> DBCC results for 'Orders'.
--> There are 2 rows in 1 pages for object "Orders".
--> CHECKDB found 0 allocation errors and 0 consistency errors in database 'Shop'.
--> DBCC execution completed. If DBCC printed error messages, contact your system administrator.

DBCC CHECKDB (master) WITH NO_INFOMSGS;
DBCC CHECKDB (Nowhere);
GO
--> Msg 911, Level 16, State 1
--> Database 'Nowhere' does not exist. Make sure that the name is entered correctly.

-- When it last found no error, is asked of the database; after a restore, what is there was never checked.
CREATE DATABASE Unchecked;
GO

SELECT name, CASE WHEN DATABASEPROPERTYEX(name, 'LastGoodCheckDbTime') = '1900-01-01 00:00:00.000' THEN 'never'
    WHEN CAST(DATABASEPROPERTYEX(name, 'LastGoodCheckDbTime') AS datetime) BETWEEN DATEADD(hour, -1, GETDATE()) AND GETDATE()
    THEN 'just now' END AS checked
FROM sys.databases ORDER BY name;
SELECT DATABASEPROPERTYEX('Nowhere', 'LastGoodCheckDbTime') AS nowhere;
GO
--> name|checked
--> ----|-------
--> Shop|just now
--> Unchecked|never
--> master|just now
--> msdb|never
--> (4 rows affected)
--> nowhere
--> -------
--> NULL
--> (1 rows affected)

USE master;
BACKUP DATABASE Shop TO DISK = '$(dir)/shop.bak';
RESTORE DATABASE Shop FROM DISK = '$(dir)/shop.bak' WITH REPLACE;
SELECT DATABASEPROPERTYEX('Shop', 'LastGoodCheckDbTime') AS checked;
USE Shop;
GO
--> ...
--> checked
--> -------
--> 1900-01-01 00:00:00.000
--> (1 rows affected)
--> Changed database context to 'Shop'.

DBCC CHECKDB (Shop, REPAIR_ALLOW_DATA_LOSS);
GO
--> Msg 49900, Level 16, State 1
--> DBCC CHECKDB with REPAIR_ALLOW_DATA_LOSS is not supported.

DBCC SHRINKDATABASE (Shop);
GO
--> Msg 49900, Level 16, State 1
--> DBCC SHRINKDATABASE is not supported.

-- What the check has used is gone: the backup still restores.
BACKUP DATABASE Shop TO DISK = '$(dir)/shop.bak';
RESTORE DATABASE Copy FROM DISK = '$(dir)/shop.bak';
GO
--> ...
