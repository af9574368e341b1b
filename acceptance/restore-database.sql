-- A restored database is the one that was backed up; the one it replaces must be meant.
-- @instance shared
CREATE CERTIFICATE RestoreCert WITH SUBJECT = 'Backup encryption';
BACKUP CERTIFICATE RestoreCert TO FILE = '$(dir)/restore.cer'
    WITH PRIVATE KEY (FILE = '$(dir)/restore.pvk', ENCRYPTION BY PASSWORD = 'Green lanterns over 3 bridges');
CREATE DATABASE Shop;
GO
--> The private key was written as encrypted PKCS#8 (PBES2, AES-256, PBKDF2).

USE Shop;
CREATE TABLE dbo.Orders (OrderId int NOT NULL PRIMARY KEY, Customer nvarchar(40) NOT NULL);
INSERT INTO dbo.Orders VALUES (1, N'Ångström & Søn'), (2, N'Contoso');
USE master;
GO
--> Changed database context to 'Shop'.
--> (2 rows affected)
--> Changed database context to 'master'.

BACKUP DATABASE Shop TO DISK = '$(dir)/shop.bak'
    WITH COMPRESSION, CHECKSUM, ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = RestoreCert);
GO
--> Processed {n} pages for database 'Shop', file 'Shop' on file 1.
--> Processed {n} pages for database 'Shop', file 'Shop_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

INSERT INTO Shop.dbo.Orders VALUES (3, N'After the first backup');
BACKUP DATABASE Shop TO DISK = '$(dir)/shop.bak';
GO
--> (1 rows affected)
--> Processed {n} pages for database 'Shop', file 'Shop' on file 2.
--> Processed {n} pages for database 'Shop', file 'Shop_log' on file 2.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

-- It is there, and its log was not backed up.
RESTORE DATABASE Shop FROM DISK = '$(dir)/shop.bak';
GO
--> The media on device '$(dir)/shop.bak' holds 2 backup sets; the one at position 1 is used. The others: 2 (Shop, {any}).
--> Msg 3159, Level 16, State 1
--> The tail of the log for the database "Shop" has not been backed up. Use BACKUP LOG WITH NORECOVERY to backup the log if it contains work you do not want to lose. Use the WITH REPLACE or WITH STOPAT clause of the RESTORE statement to just overwrite the contents of the log.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

CREATE DATABASE Stall;
GO

RESTORE DATABASE Stall FROM DISK = '$(dir)/shop.bak' WITH FILE = 1;
GO
--> Msg 3154, Level 16, State 1
--> The backup set holds a backup of a database other than the existing 'Stall' database.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

USE Shop;
GO
--> Changed database context to 'Shop'.

RESTORE DATABASE Shop FROM DISK = '$(dir)/shop.bak' WITH FILE = 1, REPLACE;
GO
--> Msg 3102, Level 16, State 1
--> RESTORE cannot process database 'Shop' because it is in use by this session. It is recommended that the master database be used when performing this operation.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

USE master;
GO
--> Changed database context to 'master'.

-- @session 2
USE Shop;
GO
--> Changed database context to 'Shop'.

-- @session 1
RESTORE DATABASE Shop FROM DISK = '$(dir)/shop.bak' WITH FILE = 1, REPLACE;
GO
--> Msg 3101, Level 16, State 1
--> Exclusive access could not be obtained because the database is in use.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

-- @session 2
USE master;
GO
--> Changed database context to 'master'.

-- @session 1
RESTORE DATABASE Shop FROM DISK = '$(dir)/shop.bak' WITH FILE = 1, REPLACE, RECOVERY, CHECKSUM, STATS = 25;
GO
--> ...
--> 100 percent processed.
--> Processed {n} pages for database 'Shop', file 'Shop' on file 1.
--> Processed {n} pages for database 'Shop', file 'Shop_log' on file 1.
--> RESTORE DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

SELECT OrderId, Customer FROM Shop.dbo.Orders ORDER BY OrderId;
GO
--> OrderId|Customer
--> -------|--------
--> 1|Ångström & Søn
--> 2|Contoso
--> (2 rows affected)

RESTORE DATABASE Shop FROM DISK = '$(dir)/shop.bak' WITH FILE = 2, REPLACE, CHECKSUM;
GO
--> Msg 3187, Level 16, State 1
--> RESTORE WITH CHECKSUM cannot be specified because the backup set does not contain checksum information.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

RESTORE DATABASE Shop FROM DISK = '$(dir)/shop.bak' WITH FILE = 2, REPLACE, NOUNLOAD;
GO
--> Processed {n} pages for database 'Shop', file 'Shop' on file 2.
--> Processed {n} pages for database 'Shop', file 'Shop_log' on file 2.
--> RESTORE DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

SELECT COUNT(*) AS Orders FROM Shop.dbo.Orders;
GO
--> Orders
--> ------
--> 3
--> (1 rows affected)

RESTORE DATABASE Shop FROM DISK = '$(dir)/shop.bak' WITH FILE = 3, REPLACE;
GO
--> Msg 4038, Level 16, State 1
--> Cannot find file ID 3 on device '$(dir)/shop.bak'.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

RESTORE DATABASE Stall FROM DISK = '$(dir)/shop.bak' WITH FILE = 2, REPLACE;
GO
--> Processed {n} pages for database 'Stall', file 'Shop' on file 2.
--> Processed {n} pages for database 'Stall', file 'Shop_log' on file 2.
--> RESTORE DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

SELECT COUNT(*) AS Orders FROM Stall.dbo.Orders;
GO
--> Orders
--> ------
--> 3
--> (1 rows affected)

-- Dropped, it comes back without REPLACE: from the first set, since none is named.
DROP DATABASE Shop;
GO

RESTORE DATABASE Shop FROM DISK = '$(dir)/shop.bak';
GO
--> The media on device '$(dir)/shop.bak' holds 2 backup sets; the one at position 1 is used. The others: 2 (Shop, {any}).
--> Processed {n} pages for database 'Shop', file 'Shop' on file 1.
--> Processed {n} pages for database 'Shop', file 'Shop_log' on file 1.
--> RESTORE DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

SELECT COUNT(*) AS Orders FROM Shop.dbo.Orders;
GO
--> Orders
--> ------
--> 2
--> (1 rows affected)

RESTORE DATABASE master FROM DISK = '$(dir)/shop.bak';
GO
--> Msg 3108, Level 16, State 1
--> To restore the master database, the server must be running in single-user mode. For information on starting in single-user mode, see "How to: Start an Instance of SQL Server (sqlservr.exe)" in Books Online. Run coffer sql with --single-user on the data folder.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

DROP DATABASE Shop, Stall;
DROP CERTIFICATE RestoreCert;
GO
--> Backups that need the dropped certificate 'RestoreCert': 1.
