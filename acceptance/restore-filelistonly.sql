-- A backup's files are listed without any key.
-- @instance shared
CREATE CERTIFICATE FileListCert WITH SUBJECT = 'Backup encryption';
CREATE DATABASE FileList;
CREATE DATABASE FileList2 ON (NAME = FileList2, FILENAME = '$(dir)/rows.mdf');
BACKUP CERTIFICATE FileListCert TO FILE = '$(dir)/filelist.cer'
    WITH PRIVATE KEY (FILE = '$(dir)/filelist.pvk', ENCRYPTION BY PASSWORD = 'Green lanterns over 3 bridges');
BACKUP DATABASE FileList TO DISK = '$(dir)/filelist.bak'
    WITH ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = FileListCert);
BACKUP DATABASE FileList2 TO DISK = '$(dir)/filelist.bak';
GO
--> The private key was written as encrypted PKCS#8 (PBES2, AES-256, PBKDF2).
--> Processed {n} pages for database 'FileList', file 'FileList' on file 1.
--> Processed {n} pages for database 'FileList', file 'FileList_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).
--> Processed {n} pages for database 'FileList2', file 'FileList2' on file 2.
--> Processed {n} pages for database 'FileList2', file 'FileList2_log' on file 2.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

DROP DATABASE FileList, FileList2;
DROP CERTIFICATE FileListCert;
GO
--> Backups that need the dropped certificate 'FileListCert': 1.

RESTORE FILELISTONLY FROM DISK = '$(dir)/filelist.bak';
GO
--> The media on device '$(dir)/filelist.bak' holds 2 backup sets; the one at position 1 is used. The others: 2 (FileList2, {any}).
--> LogicalName|PhysicalName|Type|FileGroupName|Size|MaxSize|FileId|CreateLSN|DropLSN|UniqueId|ReadOnlyLSN|ReadWriteLSN|BackupSizeInBytes|SourceBlockSize|FileGroupId|LogGroupGUID|DifferentialBaseLSN|DifferentialBaseGUID|IsReadOnly|IsPresent|TDEThumbprint|SnapshotUrl
--> -----------|------------|----|-------------|----|-------|------|---------|-------|--------|-----------|------------|-----------------|---------------|-----------|------------|-------------------|--------------------|----------|---------|-------------|-----------
--> FileList|{any}/db/{any}|D|PRIMARY|{n}|35184372080640|1|0|0|{guid}|0|0|{n}|512|1|NULL|0|{guid}|0|1|NULL|NULL
--> FileList_log|{any}/db/{any}/cluster/pg_wal|L|NULL|{n}|35184372080640|2|0|0|{guid}|0|0|{n}|512|0|NULL|0|{guid}|0|1|NULL|NULL
--> (2 rows affected)

RESTORE FILELISTONLY FROM DISK = '$(dir)/filelist.bak' WITH FILE = 2;
GO
--> LogicalName|PhysicalName|Type|FileGroupName|Size|MaxSize|FileId|CreateLSN|DropLSN|UniqueId|ReadOnlyLSN|ReadWriteLSN|BackupSizeInBytes|SourceBlockSize|FileGroupId|LogGroupGUID|DifferentialBaseLSN|DifferentialBaseGUID|IsReadOnly|IsPresent|TDEThumbprint|SnapshotUrl
--> -----------|------------|----|-------------|----|-------|------|---------|-------|--------|-----------|------------|-----------------|---------------|-----------|------------|-------------------|--------------------|----------|---------|-------------|-----------
--> FileList2|$(dir)/rows.mdf|D|PRIMARY|{n}|35184372080640|1|0|0|{guid}|0|0|{n}|512|1|NULL|0|{guid}|0|1|NULL|NULL
--> FileList2_log|$(dir)/rows.mdf/cluster/pg_wal|L|NULL|{n}|35184372080640|2|0|0|{guid}|0|0|{n}|512|0|NULL|0|{guid}|0|1|NULL|NULL
--> (2 rows affected)

RESTORE FILELISTONLY FROM DISK = '$(dir)/nowhere.bak';
GO
--> Msg 3201, Level 16, State 2
--> Cannot open backup device '$(dir)/nowhere.bak'. Operating system error 2(The system cannot find the file specified.).
--> Msg 3013, Level 16, State 1
--> RESTORE FILELIST is terminating abnormally.
