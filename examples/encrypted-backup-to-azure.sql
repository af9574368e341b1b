-- An encrypted backup to Azure Blob Storage, by account key and by shared access signature.
--
-- On an emulator of your own, with everything that it needs:
--
--     examples/azurite
--
-- On your account: put its values into the variables and run
--
--     AzureUrl=https://mystorageaccount.blob.core.windows.net/mycontainer AzureAccount=mystorageaccount \
--     AzureKey=... AzureSas=... ./coffer sql -i examples/encrypted-backup-to-azure.sql

-- 1. A credential with the account's name and one of its keys. Its name is free.
USE master;
GO
PRINT '1. A credential';
CREATE CREDENTIAL mycredential
    WITH IDENTITY = '$(AzureAccount)',
    SECRET = '$(AzureKey)';
GO

-- 2. Keys and a database.
PRINT '2. A master key, a certificate, a database';
CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Quiet harbour, 7 cranes';
GO
CREATE CERTIFICATE MyTestDBBackupEncryptCert
    WITH SUBJECT = 'MyTestDB Backup Encryption Certificate';
GO
CREATE DATABASE MyTestDB;
GO
USE MyTestDB;
CREATE TABLE dbo.Orders (OrderId int PRIMARY KEY, Customer nvarchar(40) NOT NULL);
INSERT INTO dbo.Orders VALUES (1, N'Contoso'), (2, N'Fabrikam');
GO

-- 3. The backup goes off-site compressed, encrypted and signed; nobody sees the blob before it is whole.
PRINT '3. An encrypted backup with the account key';
USE master;
GO
BACKUP DATABASE [MyTestDB]
TO URL = N'$(AzureUrl)/MyTestDB.bak'
WITH
    CREDENTIAL = 'mycredential',
    COMPRESSION,
    ENCRYPTION (
        ALGORITHM = AES_256,
        SERVER CERTIFICATE = MyTestDBBackupEncryptCert
    ),
    STATS = 10
GO

-- 4. A shared access signature opens one container. Its credential is named as the container, and nobody has to name it.
PRINT '4. The same with a shared access signature';
CREATE CREDENTIAL [$(AzureUrl)]
    WITH IDENTITY = 'SHARED ACCESS SIGNATURE',
    SECRET = '$(AzureSas)';
GO
BACKUP DATABASE [MyTestDB]
TO URL = N'$(AzureUrl)/MyTestDB-sas.bak'
WITH COMPRESSION, ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = MyTestDBBackupEncryptCert);
GO

-- 5. Back again.
PRINT '5. Restored from there';
RESTORE VERIFYONLY FROM URL = N'$(AzureUrl)/MyTestDB.bak' WITH CREDENTIAL = 'mycredential';
DROP DATABASE MyTestDB;
RESTORE DATABASE MyTestDB FROM URL = N'$(AzureUrl)/MyTestDB-sas.bak';
GO
USE MyTestDB;
SELECT OrderId, Customer FROM dbo.Orders ORDER BY OrderId;
GO
