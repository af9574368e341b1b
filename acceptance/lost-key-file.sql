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
--> Changed database context to 'Lost'.
--> (1 rows affected)
--> Changed database context to 'master'.

BACKUP DATABASE Lost TO DISK = '$(dir)/lost.bak'
    WITH COMPRESSION, ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = LostCert);
GO
--> Processed {n} pages for database 'Lost', file 'Lost' on file 1.
--> Processed {n} pages for database 'Lost', file 'Lost_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

-- @delete-key-file
-- @notice locked
-- The data is there; everything that needs a key is not.
SELECT What FROM Lost.dbo.Found;
GO
--> What
--> ----
--> everything
--> (1 rows affected)

BACKUP DATABASE Lost TO DISK = '$(dir)/lost.bak'
    WITH COMPRESSION, ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = LostCert);
GO
--> Msg 49902, Level 16, State 1
--> The instance is locked: no seal opens its service master key. Put the seal back and start again, or run RESTORE SERVICE MASTER KEY from its backup.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

BACKUP DATABASE Lost TO DISK = '$(dir)/plain.bak';
GO
--> Msg 49902, Level 16, State 1
--> The instance is locked: no seal opens its service master key. Put the seal back and start again, or run RESTORE SERVICE MASTER KEY from its backup.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

RESTORE DATABASE Again FROM DISK = '$(dir)/lost.bak';
GO
--> Msg 49902, Level 16, State 1
--> The instance is locked: no seal opens its service master key. Put the seal back and start again, or run RESTORE SERVICE MASTER KEY from its backup.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

RESTORE HEADERONLY FROM DISK = '$(dir)/lost.bak';
GO
--> BackupName|BackupDescription|BackupType|ExpirationDate|Compressed|Position|DeviceType|UserName|ServerName|DatabaseName|DatabaseVersion|DatabaseCreationDate|BackupSize|FirstLSN|LastLSN|CheckpointLSN|DatabaseBackupLSN|BackupStartDate|BackupFinishDate|SortOrder|CodePage|UnicodeLocaleId|UnicodeComparisonStyle|CompatibilityLevel|SoftwareVendorId|SoftwareVersionMajor|SoftwareVersionMinor|SoftwareVersionBuild|MachineName|Flags|BindingID|RecoveryForkID|Collation|FamilyGUID|HasBulkLoggedData|IsSnapshot|IsReadOnly|IsSingleUser|HasBackupChecksums|IsDamaged|BeginsLogChain|HasIncompleteMetaData|IsForceOffline|IsCopyOnly|FirstRecoveryForkID|ForkPointLSN|RecoveryModel|DifferentialBaseLSN|DifferentialBaseGUID|BackupTypeDescription|BackupSetGUID|CompressedBackupSize|Containment|KeyAlgorithm|EncryptorThumbprint|EncryptorType|LastValidRestoreTime|TimeZone|CompressionAlgorithm
--> ----------|-----------------|----------|--------------|----------|--------|----------|--------|----------|------------|---------------|--------------------|----------|--------|-------|-------------|-----------------|---------------|----------------|---------|--------|---------------|----------------------|------------------|----------------|--------------------|--------------------|--------------------|-----------|-----|---------|--------------|---------|----------|-----------------|----------|----------|------------|------------------|---------|--------------|---------------------|--------------|----------|-------------------|------------|-------------|-------------------|--------------------|---------------------|-------------|--------------------|-----------|------------|-------------------|-------------|--------------------|--------|--------------------
--> NULL|NULL|1|NULL|1|1|2|sa|SERVERA|Lost|957|{time}|{n}|{n}|{n}|{n}|0|{time}|{time}|0|0|1033|196609|160|4608|16|0|1000|SERVERA|0|{guid}|{guid}|Latin1_General_100_BIN2_UTF8|{guid}|0|0|0|0|0|0|0|0|0|0|{guid}|NULL|FULL|NULL|NULL|Database|{guid}|{n}|0|aes_256|{hex}|CERTIFICATE|{time}|{any}|ZSTD
--> (1 rows affected)

CREATE CERTIFICATE Another WITH SUBJECT = 'Not while it is locked';
GO
--> Msg 49902, Level 16, State 1
--> The instance is locked: no seal opens its service master key. Put the seal back and start again, or run RESTORE SERVICE MASTER KEY from its backup.

BACKUP SERVICE MASTER KEY TO FILE = '$(dir)/smk2' ENCRYPTION BY PASSWORD = '3dH85Hhk003GHk2597gheij4';
GO
--> Msg 49902, Level 16, State 1
--> The instance is locked: no seal opens its service master key. Put the seal back and start again, or run RESTORE SERVICE MASTER KEY from its backup.

RESTORE SERVICE MASTER KEY FROM FILE = '$(dir)/smk' DECRYPTION BY PASSWORD = 'Wrong as 1 password can be';
GO
--> Msg 15465, Level 16, State 1
--> The private key password is invalid.

RESTORE SERVICE MASTER KEY FROM FILE = '$(dir)/smk' DECRYPTION BY PASSWORD = '3dH85Hhk003GHk2597gheij4';
GO

BACKUP DATABASE Lost TO DISK = '$(dir)/lost.bak'
    WITH COMPRESSION, ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = LostCert);
GO
--> Processed {n} pages for database 'Lost', file 'Lost' on file 2.
--> Processed {n} pages for database 'Lost', file 'Lost_log' on file 2.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

-- And it stays unlocked: a new key file was written.
-- @restart
DROP DATABASE Lost;
GO

RESTORE DATABASE Lost FROM DISK = '$(dir)/lost.bak' WITH FILE = 2;
GO
--> Processed {n} pages for database 'Lost', file 'Lost' on file 2.
--> Processed {n} pages for database 'Lost', file 'Lost_log' on file 2.
--> RESTORE DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

SELECT What FROM Lost.dbo.Found;
GO
--> What
--> ----
--> everything
--> (1 rows affected)
