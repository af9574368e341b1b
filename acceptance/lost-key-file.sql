-- An instance whose key file is lost starts locked; its service master key's backup unlocks it.
CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Quiet harbour, 7 cranes';
CREATE CERTIFICATE LostCert WITH SUBJECT = 'Backup encryption';
CREATE DATABASE Lost;
BACKUP CERTIFICATE LostCert TO FILE = '$(dir)/lost.pfx'
    WITH FORMAT = 'PFX', PRIVATE KEY (ENCRYPTION BY PASSWORD = 'Green lanterns over 3 bridges');
BACKUP SERVICE MASTER KEY TO FILE = '$(dir)/smk' ENCRYPTION BY PASSWORD = '3dH85Hhk003GHk2597gheij4';
GO
USE Lost;
CREATE TABLE dbo.Found (What nvarchar(20) NOT NULL);
INSERT INTO dbo.Found VALUES (N'everything');
USE master;
GO
BACKUP DATABASE Lost TO DISK = '$(dir)/lost.bak'
    WITH COMPRESSION, ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = LostCert);
GO

-- @delete-key-file
-- @notice locked
-- The data is there; everything that needs a key is not.
SELECT What FROM Lost.dbo.Found;
GO
BACKUP DATABASE Lost TO DISK = '$(dir)/lost.bak'
    WITH COMPRESSION, ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = LostCert);
GO
BACKUP DATABASE Lost TO DISK = '$(dir)/plain.bak';
GO
RESTORE DATABASE Again FROM DISK = '$(dir)/lost.bak';
GO
RESTORE HEADERONLY FROM DISK = '$(dir)/lost.bak';
GO
CREATE CERTIFICATE Another WITH SUBJECT = 'Not while it is locked';
GO
BACKUP SERVICE MASTER KEY TO FILE = '$(dir)/smk2' ENCRYPTION BY PASSWORD = '3dH85Hhk003GHk2597gheij4';
GO
RESTORE SERVICE MASTER KEY FROM FILE = '$(dir)/smk' DECRYPTION BY PASSWORD = 'Wrong as 1 password can be';
GO
RESTORE SERVICE MASTER KEY FROM FILE = '$(dir)/smk' DECRYPTION BY PASSWORD = '3dH85Hhk003GHk2597gheij4';
GO
BACKUP DATABASE Lost TO DISK = '$(dir)/lost.bak'
    WITH COMPRESSION, ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = LostCert);
GO

-- And it stays unlocked: a new key file was written.
-- @restart
DROP DATABASE Lost;
GO
RESTORE DATABASE Lost FROM DISK = '$(dir)/lost.bak' WITH FILE = 2;
GO
SELECT What FROM Lost.dbo.Found;
GO
