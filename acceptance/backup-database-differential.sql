-- A differential holds what changed since the last full backup that is no copy, and says on which one it stands.
-- @instance shared
CREATE CERTIFICATE ChangesCert WITH SUBJECT = 'Backup encryption';
BACKUP CERTIFICATE ChangesCert TO FILE = '$(dir)/changes.cer'
    WITH PRIVATE KEY (FILE = '$(dir)/changes.pvk', ENCRYPTION BY PASSWORD = 'Green lanterns over 3 bridges');
CREATE DATABASE Changes;
GO
--> The private key was written as encrypted PKCS#8 (PBES2, AES-256, PBKDF2).

-- A copy is nothing to stand on.
BACKUP DATABASE Changes TO DISK = '$(dir)/copy.bak' WITH COPY_ONLY;
BACKUP DATABASE Changes TO DISK = '$(dir)/changes.bak' WITH DIFFERENTIAL;
GO
--> Processed {n} pages for database 'Changes', file 'Changes' on file 1.
--> Processed {n} pages for database 'Changes', file 'Changes_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).
--> Msg 3035, Level 16, State 1
--> Cannot perform a differential backup for database "Changes", because a current database backup does not exist. Perform a full database backup by reissuing BACKUP DATABASE, omitting the WITH DIFFERENTIAL option. Take a full backup first: there is none since the database was created or restored.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

BACKUP DATABASE Changes TO DISK = '$(dir)/changes.bak'
    WITH INIT, NAME = 'Full', COMPRESSION, ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = ChangesCert);
GO
--> Processed {n} pages for database 'Changes', file 'Changes' on file 1.
--> Processed {n} pages for database 'Changes', file 'Changes_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

USE Changes;
CREATE TABLE dbo.Orders (Id int PRIMARY KEY);
INSERT INTO dbo.Orders VALUES (1), (2), (3);
USE master;
GO
--> Changed database context to 'Changes'.
--> (3 rows affected)
--> Changed database context to 'master'.

BACKUP DATABASE Changes TO DISK = '$(dir)/changes.bak' WITH DIFFERENTIAL, NAME = 'Noon',
    COMPRESSION, ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = ChangesCert), STATS = 100;
GO
--> Processed {n} pages for database 'Changes', file 'Changes' on file 2.
--> 100 percent processed.
--> Processed {n} pages for database 'Changes', file 'Changes_log' on file 2.
--> BACKUP DATABASE WITH DIFFERENTIAL successfully processed {n} pages in {n} seconds ({n} MB/sec).

-- A copy in between changes nothing, and beside DIFFERENTIAL the word has no effect.
BACKUP DATABASE Changes TO DISK = '$(dir)/copy.bak' WITH INIT, COPY_ONLY;
BACKUP DATABASE Changes TO DISK = '$(dir)/changes.bak' WITH DIFFERENTIAL, COPY_ONLY, NAME = 'Evening', DESCRIPTION = 'Not encrypted';
GO
--> ...
--> BACKUP DATABASE WITH DIFFERENTIAL successfully processed {n} pages in {n} seconds ({n} MB/sec).

SELECT d.name, d.type, d.position, d.is_copy_only, f.name AS base_name,
    IIF(d.differential_base_lsn = f.checkpoint_lsn, 'fits', 'no') AS base_lsn,
    IIF(d.database_backup_lsn = f.checkpoint_lsn, 'fits', 'no') AS last_full,
    IIF(d.backup_size < f.backup_size, 'smaller', 'no') AS size
FROM msdb.dbo.backupset AS d JOIN msdb.dbo.backupset AS f ON f.backup_set_uuid = d.differential_base_guid
WHERE d.database_name = N'Changes' ORDER BY d.backup_set_id;
GO
--> name|type|position|is_copy_only|base_name|base_lsn|last_full|size
--> ----|----|--------|------------|---------|--------|---------|----
--> Noon|I|2|0|Full|fits|fits|smaller
--> Evening|I|3|0|Full|fits|fits|smaller
--> (2 rows affected)

-- Maintenance scripts look here to see whether a differential is possible.
SELECT m.file_id, IIF(m.differential_base_guid = f.backup_set_uuid, 'the full', 'none') AS base,
    IIF(m.differential_base_lsn = f.checkpoint_lsn, 'fits', 'none') AS lsn
FROM sys.master_files AS m CROSS JOIN msdb.dbo.backupset AS f
WHERE m.database_id = DB_ID(N'Changes') AND f.name = N'Full' AND f.database_name = N'Changes' ORDER BY m.file_id;
GO
--> file_id|base|lsn
--> -------|----|---
--> 1|the full|fits
--> 2|none|none
--> (2 rows affected)

-- The header says all of it without a key.
RESTORE HEADERONLY FROM DISK = '$(dir)/changes.bak' WITH FILE = 2;
GO
--> BackupName|BackupDescription|BackupType|ExpirationDate|Compressed|Position|DeviceType|UserName|ServerName|DatabaseName|DatabaseVersion|DatabaseCreationDate|BackupSize|FirstLSN|LastLSN|CheckpointLSN|DatabaseBackupLSN|BackupStartDate|BackupFinishDate|SortOrder|CodePage|UnicodeLocaleId|UnicodeComparisonStyle|CompatibilityLevel|SoftwareVendorId|SoftwareVersionMajor|SoftwareVersionMinor|SoftwareVersionBuild|MachineName|Flags|BindingID|RecoveryForkID|Collation|FamilyGUID|HasBulkLoggedData|IsSnapshot|IsReadOnly|IsSingleUser|HasBackupChecksums|IsDamaged|BeginsLogChain|HasIncompleteMetaData|IsForceOffline|IsCopyOnly|FirstRecoveryForkID|ForkPointLSN|RecoveryModel|DifferentialBaseLSN|DifferentialBaseGUID|BackupTypeDescription|BackupSetGUID|CompressedBackupSize|Containment|KeyAlgorithm|EncryptorThumbprint|EncryptorType|LastValidRestoreTime|TimeZone|CompressionAlgorithm
--> ----------|-----------------|----------|--------------|----------|--------|----------|--------|----------|------------|---------------|--------------------|----------|--------|-------|-------------|-----------------|---------------|----------------|---------|--------|---------------|----------------------|------------------|----------------|--------------------|--------------------|--------------------|-----------|-----|---------|--------------|---------|----------|-----------------|----------|----------|------------|------------------|---------|--------------|---------------------|--------------|----------|-------------------|------------|-------------|-------------------|--------------------|---------------------|-------------|--------------------|-----------|------------|-------------------|-------------|--------------------|--------|--------------------
--> Noon|NULL|5|NULL|1|2|2|sa|SERVERshared|Changes|957|{time}|{n}|{n}|{n}|{n}|{n}|{time}|{time}|0|0|1033|196609|160|4608|16|0|1000|SERVERshared|0|{guid}|{guid}|Latin1_General_100_BIN2_UTF8|{guid}|0|0|0|0|0|0|0|0|0|0|{guid}|NULL|FULL|{n}|{guid}|Database Differential|{guid}|{n}|0|aes_256|{hex}|CERTIFICATE|{time}|{any}|ZSTD
--> (1 rows affected)

RESTORE FILELISTONLY FROM DISK = '$(dir)/changes.bak' WITH FILE = 2;
GO
--> LogicalName|PhysicalName|Type|FileGroupName|Size|MaxSize|FileId|CreateLSN|DropLSN|UniqueId|ReadOnlyLSN|ReadWriteLSN|BackupSizeInBytes|SourceBlockSize|FileGroupId|LogGroupGUID|DifferentialBaseLSN|DifferentialBaseGUID|IsReadOnly|IsPresent|TDEThumbprint|SnapshotUrl
--> -----------|------------|----|-------------|----|-------|------|---------|-------|--------|-----------|------------|-----------------|---------------|-----------|------------|-------------------|--------------------|----------|---------|-------------|-----------
--> Changes|{any}/db/{any}|D|PRIMARY|{n}|35184372080640|1|0|0|{guid}|0|0|{n}|512|1|NULL|{n}|{guid}|0|1|NULL|NULL
--> Changes_log|{any}/db/{any}/cluster/pg_wal|L|NULL|{n}|35184372080640|2|0|0|{guid}|0|0|{n}|512|0|NULL|{n}|{guid}|0|1|NULL|NULL
--> (2 rows affected)

RESTORE VERIFYONLY FROM DISK = '$(dir)/changes.bak' WITH FILE = 2;
GO
--> The backup set on file 2 is valid.

-- Without a full to stand on it restores nothing.
RESTORE DATABASE Changes2 FROM DISK = '$(dir)/changes.bak' WITH FILE = 2;
GO
--> Msg 3118, Level 16, State 1
--> The database "Changes2" does not exist. RESTORE can only create a database when restoring either a full backup or a file backup of the primary file.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

-- A restore makes another database of it: the next differential needs a new full.
RESTORE DATABASE Changes FROM DISK = '$(dir)/changes.bak' WITH FILE = 1, REPLACE;
BACKUP DATABASE Changes TO DISK = '$(dir)/changes.bak' WITH DIFFERENTIAL;
GO
--> ...
--> RESTORE DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).
--> Msg 3035, Level 16, State 1
--> Cannot perform a differential backup for database "Changes", because a current database backup does not exist. Perform a full database backup by reissuing BACKUP DATABASE, omitting the WITH DIFFERENTIAL option. Take a full backup first: there is none since the database was created or restored.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.
