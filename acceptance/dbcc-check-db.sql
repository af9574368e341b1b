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
