-- A backup to NUL reads and seals everything and keeps nothing; it counts as SQL Server counts it.
CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Quiet harbour, 7 cranes';
CREATE CERTIFICATE Nowhere WITH SUBJECT = 'Sealed and thrown away';
CREATE DATABASE Shop;
GO

BACKUP DATABASE Shop TO DISK = 'NUL' WITH COPY_ONLY, COMPRESSION,
    ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = Nowhere);
BACKUP LOG Shop TO DISK = 'nul';
GO
--> Warning: The certificate used for encrypting the database encryption key has not been backed up. {any}
--> Processed {n} pages for database 'Shop', file 'Shop' on file 1.
--> Processed {n} pages for database 'Shop', file 'Shop_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).
--> Msg 4214, Level 16, State 1
--> BACKUP LOG cannot be performed because there is no current database backup.
--> Msg 3013, Level 16, State 1
--> BACKUP LOG is terminating abnormally.

BACKUP DATABASE Shop TO DISK = 'NUL', DISK = 'NUL:';
BACKUP LOG Shop TO DISK = 'NUL';
BACKUP DATABASE Shop TO DISK = 'NUL' WITH DIFFERENTIAL, FORMAT;
GO
--> ...
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).
--> ...
--> BACKUP LOG successfully processed {n} pages in {n} seconds ({n} MB/sec).
--> ...
--> BACKUP DATABASE WITH DIFFERENTIAL successfully processed {n} pages in {n} seconds ({n} MB/sec).

SELECT s.type, s.is_copy_only, f.physical_device_name, f.device_type
FROM msdb.dbo.backupset AS s JOIN msdb.dbo.backupmediafamily AS f ON f.media_set_id = s.media_set_id
ORDER BY s.backup_set_id, f.family_sequence_number;
GO
--> type|is_copy_only|physical_device_name|device_type
--> ----|------------|--------------------|-----------
--> D|1|NUL|2
--> D|0|NUL|2
--> D|0|NUL|2
--> L|0|NUL|2
--> I|0|NUL|2
--> (5 rows affected)

RESTORE HEADERONLY FROM DISK = 'NUL';
GO
--> Msg 3201, Level 16, State {n}
--> Cannot open backup device 'NUL'. Operating system error 2(The system cannot find the file specified.).
--> Msg 3013, Level 16, State 1
--> RESTORE HEADERONLY is terminating abnormally.
