-- A backup's header is read without any key, one row for each set.
-- @instance shared
CREATE CERTIFICATE HeaderCert WITH SUBJECT = 'Backup encryption';
CREATE DATABASE Header;
BACKUP CERTIFICATE HeaderCert TO FILE = '$(dir)/header.cer'
    WITH PRIVATE KEY (FILE = '$(dir)/header.pvk', ENCRYPTION BY PASSWORD = 'Green lanterns over 3 bridges');
GO
--> The private key was written as encrypted PKCS#8 (PBES2, AES-256, PBKDF2).

BACKUP DATABASE Header TO DISK = '$(dir)/header.bak' WITH NAME = 'Plain', COPY_ONLY;
BACKUP DATABASE Header TO DISK = '$(dir)/header.bak' WITH NAME = 'Sealed', DESCRIPTION = 'With everything',
    COMPRESSION, CHECKSUM, EXPIREDATE = '20990101', ENCRYPTION (ALGORITHM = AES_192, SERVER CERTIFICATE = HeaderCert);
GO
--> Processed {n} pages for database 'Header', file 'Header' on file 1.
--> Processed {n} pages for database 'Header', file 'Header_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).
--> Processed {n} pages for database 'Header', file 'Header' on file 2.
--> Processed {n} pages for database 'Header', file 'Header_log' on file 2.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

-- @instance B
RESTORE HEADERONLY FROM DISK = '$(dir)/header.bak';
GO
--> BackupName|BackupDescription|BackupType|ExpirationDate|Compressed|Position|DeviceType|UserName|ServerName|DatabaseName|DatabaseVersion|DatabaseCreationDate|BackupSize|FirstLSN|LastLSN|CheckpointLSN|DatabaseBackupLSN|BackupStartDate|BackupFinishDate|SortOrder|CodePage|UnicodeLocaleId|UnicodeComparisonStyle|CompatibilityLevel|SoftwareVendorId|SoftwareVersionMajor|SoftwareVersionMinor|SoftwareVersionBuild|MachineName|Flags|BindingID|RecoveryForkID|Collation|FamilyGUID|HasBulkLoggedData|IsSnapshot|IsReadOnly|IsSingleUser|HasBackupChecksums|IsDamaged|BeginsLogChain|HasIncompleteMetaData|IsForceOffline|IsCopyOnly|FirstRecoveryForkID|ForkPointLSN|RecoveryModel|DifferentialBaseLSN|DifferentialBaseGUID|BackupTypeDescription|BackupSetGUID|CompressedBackupSize|Containment|KeyAlgorithm|EncryptorThumbprint|EncryptorType|LastValidRestoreTime|TimeZone|CompressionAlgorithm
--> ----------|-----------------|----------|--------------|----------|--------|----------|--------|----------|------------|---------------|--------------------|----------|--------|-------|-------------|-----------------|---------------|----------------|---------|--------|---------------|----------------------|------------------|----------------|--------------------|--------------------|--------------------|-----------|-----|---------|--------------|---------|----------|-----------------|----------|----------|------------|------------------|---------|--------------|---------------------|--------------|----------|-------------------|------------|-------------|-------------------|--------------------|---------------------|-------------|--------------------|-----------|------------|-------------------|-------------|--------------------|--------|--------------------
--> Plain|NULL|1|NULL|0|1|2|sa|SERVERshared|Header|957|{time}|{n}|{n}|{n}|{n}|0|{time}|{time}|0|0|1033|196609|160|4608|16|0|1000|SERVERshared|0|{guid}|{guid}|Latin1_General_100_BIN2_UTF8|{guid}|0|0|0|0|0|0|0|0|0|1|{guid}|NULL|FULL|NULL|NULL|Database|{guid}|{n}|0|NULL|NULL|NULL|{time}|{any}|NULL
--> Sealed|With everything|1|{time}|1|2|2|sa|SERVERshared|Header|957|{time}|{n}|{n}|{n}|{n}|0|{time}|{time}|0|0|1033|196609|160|4608|16|0|1000|SERVERshared|16|{guid}|{guid}|Latin1_General_100_BIN2_UTF8|{guid}|0|0|0|0|1|0|0|0|0|0|{guid}|NULL|FULL|NULL|NULL|Database|{guid}|{n}|0|aes_192|{hex}|CERTIFICATE|{time}|{any}|ZSTD
--> (2 rows affected)
--> The signer {hex} of the backup set on file 1 of '$(dir)/header.bak' is not trusted here: RESTORE refuses it without TRUST_SIGNER.

RESTORE HEADERONLY FROM DISK = '$(dir)/header.bak' WITH FILE = 2, NOUNLOAD;
GO
--> BackupName|BackupDescription|BackupType|ExpirationDate|Compressed|Position|DeviceType|UserName|ServerName|DatabaseName|DatabaseVersion|DatabaseCreationDate|BackupSize|FirstLSN|LastLSN|CheckpointLSN|DatabaseBackupLSN|BackupStartDate|BackupFinishDate|SortOrder|CodePage|UnicodeLocaleId|UnicodeComparisonStyle|CompatibilityLevel|SoftwareVendorId|SoftwareVersionMajor|SoftwareVersionMinor|SoftwareVersionBuild|MachineName|Flags|BindingID|RecoveryForkID|Collation|FamilyGUID|HasBulkLoggedData|IsSnapshot|IsReadOnly|IsSingleUser|HasBackupChecksums|IsDamaged|BeginsLogChain|HasIncompleteMetaData|IsForceOffline|IsCopyOnly|FirstRecoveryForkID|ForkPointLSN|RecoveryModel|DifferentialBaseLSN|DifferentialBaseGUID|BackupTypeDescription|BackupSetGUID|CompressedBackupSize|Containment|KeyAlgorithm|EncryptorThumbprint|EncryptorType|LastValidRestoreTime|TimeZone|CompressionAlgorithm
--> ----------|-----------------|----------|--------------|----------|--------|----------|--------|----------|------------|---------------|--------------------|----------|--------|-------|-------------|-----------------|---------------|----------------|---------|--------|---------------|----------------------|------------------|----------------|--------------------|--------------------|--------------------|-----------|-----|---------|--------------|---------|----------|-----------------|----------|----------|------------|------------------|---------|--------------|---------------------|--------------|----------|-------------------|------------|-------------|-------------------|--------------------|---------------------|-------------|--------------------|-----------|------------|-------------------|-------------|--------------------|--------|--------------------
--> Sealed|With everything|1|{time}|1|2|2|sa|SERVERshared|Header|957|{time}|{n}|{n}|{n}|{n}|0|{time}|{time}|0|0|1033|196609|160|4608|16|0|1000|SERVERshared|16|{guid}|{guid}|Latin1_General_100_BIN2_UTF8|{guid}|0|0|0|0|1|0|0|0|0|0|{guid}|NULL|FULL|NULL|NULL|Database|{guid}|{n}|0|aes_192|{hex}|CERTIFICATE|{time}|{any}|ZSTD
--> (1 rows affected)
--> The signer {hex} of the backup set on file 2 of '$(dir)/header.bak' is not trusted here: RESTORE refuses it without TRUST_SIGNER.

RESTORE HEADERONLY FROM DISK = '$(dir)/header.bak' WITH FILE = 3;
GO
--> Msg 4038, Level 16, State 1
--> Cannot find file ID 3 on device '$(dir)/header.bak'.
--> Msg 3013, Level 16, State 1
--> RESTORE HEADERONLY is terminating abnormally.

RESTORE HEADERONLY FROM DISK = '$(dir)/nowhere.bak';
GO
--> Msg 3201, Level 16, State 2
--> Cannot open backup device '$(dir)/nowhere.bak'. Operating system error 2(The system cannot find the file specified.).
--> Msg 3013, Level 16, State 1
--> RESTORE HEADERONLY is terminating abnormally.

-- @write foreign.bak This is somebody's file.
RESTORE HEADERONLY FROM DISK = '$(dir)/foreign.bak';
GO
--> Msg 3241, Level 16, State 1
--> The media family on device '$(dir)/foreign.bak' is incorrectly formed. SQL Server cannot process this media family. Check the file name: it holds no Coffer backup.
--> Msg 3013, Level 16, State 1
--> RESTORE HEADERONLY is terminating abnormally.

-- A database that was read-only is said to be so, and comes back so; one that waited for its log is as the last log says.
-- @instance shared
ALTER DATABASE Header SET READ_ONLY, SINGLE_USER;
BACKUP DATABASE Header TO DISK = '$(dir)/read-only.bak' WITH CHECKSUM;
ALTER DATABASE Header SET READ_WRITE, MULTI_USER;
BACKUP LOG Header TO DISK = '$(dir)/header.trn';
SELECT is_readonly, is_single_user, flags & 12 AS flags FROM msdb.dbo.backupset WHERE database_name = 'Header' AND (is_readonly = 1 OR type = 'L') ORDER BY backup_set_id;
DECLARE @header TABLE (BackupName nvarchar(128), BackupDescription nvarchar(255), BackupType smallint, ExpirationDate datetime, Compressed bit,
    Position smallint, DeviceType tinyint, UserName nvarchar(128), ServerName nvarchar(128), DatabaseName nvarchar(128), DatabaseVersion int,
    DatabaseCreationDate datetime, BackupSize numeric(20, 0), FirstLSN numeric(25, 0), LastLSN numeric(25, 0), CheckpointLSN numeric(25, 0),
    DatabaseBackupLSN numeric(25, 0), BackupStartDate datetime, BackupFinishDate datetime, SortOrder smallint, CodePage smallint,
    UnicodeLocaleId int, UnicodeComparisonStyle int, CompatibilityLevel tinyint, SoftwareVendorId int, SoftwareVersionMajor int,
    SoftwareVersionMinor int, SoftwareVersionBuild int, MachineName nvarchar(128), Flags int, BindingID uniqueidentifier,
    RecoveryForkID uniqueidentifier, Collation nvarchar(128), FamilyGUID uniqueidentifier, HasBulkLoggedData bit, IsSnapshot bit,
    IsReadOnly bit, IsSingleUser bit, HasBackupChecksums bit, IsDamaged bit, BeginsLogChain bit, HasIncompleteMetaData bit, IsForceOffline bit,
    IsCopyOnly bit, FirstRecoveryForkID uniqueidentifier, ForkPointLSN numeric(25, 0), RecoveryModel nvarchar(60),
    DifferentialBaseLSN numeric(25, 0), DifferentialBaseGUID uniqueidentifier, BackupTypeDescription nvarchar(60),
    BackupSetGUID uniqueidentifier, CompressedBackupSize bigint, Containment tinyint, KeyAlgorithm nvarchar(32),
    EncryptorThumbprint varbinary(20), EncryptorType nvarchar(32), LastValidRestoreTime datetime, TimeZone nvarchar(32),
    CompressionAlgorithm nvarchar(32));
INSERT @header EXEC('RESTORE HEADERONLY FROM DISK = ''$(dir)/read-only.bak''');
SELECT IsReadOnly, IsSingleUser, Flags FROM @header;
GO
--> ...
--> is_readonly|is_single_user|flags
--> -----------|--------------|-----
--> 1|1|12
--> 0|0|0
--> (2 rows affected)
--> (1 rows affected)
--> IsReadOnly|IsSingleUser|Flags
--> ----------|------------|-----
--> 1|1|28
--> (1 rows affected)

RESTORE DATABASE HeaderCopy FROM DISK = '$(dir)/read-only.bak' WITH MOVE 'Header' TO '$(dir)/copy.mdf';
SELECT is_read_only, user_access_desc FROM sys.databases WHERE name = 'HeaderCopy';
RESTORE DATABASE HeaderCopy FROM DISK = '$(dir)/read-only.bak' WITH NORECOVERY, REPLACE;
RESTORE LOG HeaderCopy FROM DISK = '$(dir)/header.trn';
SELECT is_read_only, user_access_desc FROM sys.databases WHERE name = 'HeaderCopy';
DROP DATABASE HeaderCopy;
GO
--> ...
--> is_read_only|user_access_desc
--> ------------|----------------
--> 1|MULTI_USER
--> (1 rows affected)
--> ...
--> is_read_only|user_access_desc
--> ------------|----------------
--> 0|MULTI_USER
--> (1 rows affected)

DROP DATABASE Header;
DROP CERTIFICATE HeaderCert;
GO
--> Backups that need the dropped certificate 'HeaderCert': 1.
