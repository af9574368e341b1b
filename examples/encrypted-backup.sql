-- An encrypted backup, from the first key to the restored rows.
--
--     ./coffer sql -i examples/encrypted-backup.sql
--
-- Everything stays in ./coffer-data and in the key file that the first start names. To start over, delete the folder; the key file
-- can go too:
--
--     rm -r coffer-data
--
-- Run it twice without starting over and you see what an operator sees: the keys are there already (15578, 15232), their
-- files are not overwritten (15240), and the backup file gets a second backup set behind the first.

-- 1. Keys live in master. The database master key protects the private keys of certificates; the service master key of
--    this instance opens it, so that nobody has to type its password again.
USE master;
GO
PRINT '1. A database master key and a certificate';
CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Quiet harbour, 7 cranes';
GO
CREATE CERTIFICATE MyTestDBBackupEncryptCert
    WITH SUBJECT = 'MyTestDB Backup Encryption Certificate';
GO

-- 2. A database with something in it.
PRINT '2. A database and three rows';
CREATE DATABASE MyTestDB;
GO
USE MyTestDB;
GO
CREATE TABLE dbo.Orders (
    OrderId  int IDENTITY(1,1) PRIMARY KEY,
    Customer nvarchar(40) NOT NULL,
    Amount   decimal(9,2) NOT NULL
);
INSERT INTO dbo.Orders (Customer, Amount) VALUES (N'Ångström & Søn', 129.50), (N'Contoso', 8.00), (N'Fabrikam', 42.00);
GO

-- 3. The backup: compressed, encrypted, signed. The path is a Windows one because most scripts have one; on Linux it
--    becomes a file below the instance's folder, and a message says which. The warning is right: the certificate has not
--    been backed up yet, and without it nobody restores this file. Step 4 does that.
PRINT '3. An encrypted backup';
USE master;
GO
BACKUP DATABASE [MyTestDB]
TO DISK = N'C:\Program Files\Microsoft SQL Server\MSSQL12.MSSQLSERVER\MSSQL\Backup\MyTestDB.bak'
WITH
    COMPRESSION,
    ENCRYPTION (
        ALGORITHM = AES_256,
        SERVER CERTIFICATE = MyTestDBBackupEncryptCert
    ),
    STATS = 10
GO

-- 4. Keys are worth as much as the backup: keep both files off this machine, and the passwords somewhere else again.
PRINT '4. Backups of the certificate and of the service master key';
BACKUP CERTIFICATE MyTestDBBackupEncryptCert
    TO FILE = 'MyTestDBBackupEncryptCert.cer'
    WITH PRIVATE KEY (
        FILE = 'MyTestDBBackupEncryptCert.pvk',
        ENCRYPTION BY PASSWORD = 'Green lanterns over 3 bridges'
    );
GO
BACKUP SERVICE MASTER KEY
    TO FILE = 'service_master_key'
    ENCRYPTION BY PASSWORD = '3dH85Hhk003GHk2597gheij4';
GO

-- 5. Disaster, and the way back.
PRINT '5. The database is dropped and restored';
DROP DATABASE MyTestDB;
GO
RESTORE DATABASE [MyTestDB]
FROM DISK = N'C:\Program Files\Microsoft SQL Server\MSSQL12.MSSQLSERVER\MSSQL\Backup\MyTestDB.bak'
WITH RECOVERY, STATS = 25;
GO
USE MyTestDB;
GO
SELECT OrderId, Customer, Amount FROM dbo.Orders ORDER BY OrderId;
GO

PRINT 'Done. Run it again to see what a second run says; to start over, delete the folder coffer-data.';
PRINT 'What the file says about itself: ./coffer inspect FILE   Is it whole: ./coffer verify FILE';
GO
