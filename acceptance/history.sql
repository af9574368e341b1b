-- Every backup and restore is in the history, with the certificate that opens it.
-- @instance shared
CREATE CERTIFICATE HistoryCert WITH SUBJECT = 'History';
BACKUP CERTIFICATE HistoryCert TO FILE = '$(dir)/history.cer'
    WITH PRIVATE KEY (FILE = '$(dir)/history.pvk', ENCRYPTION BY PASSWORD = 'Green lanterns over 3 bridges');
CREATE DATABASE Story;
GO
--> The private key was written as encrypted PKCS#8 (PBES2, AES-256, PBKDF2).

BACKUP DATABASE Story TO DISK = '$(dir)/story.bak'
    WITH NAME = 'Evening', COMPRESSION, ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = HistoryCert);
BACKUP DATABASE Story TO DISK = '$(dir)/plain.bak' WITH COPY_ONLY, NAME = N'Copy', DESCRIPTION = N'by hand';
GO
--> Processed {n} pages for database 'Story', file 'Story' on file 1.
--> Processed {n} pages for database 'Story', file 'Story_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).
--> Processed {n} pages for database 'Story', file 'Story' on file 1.
--> Processed {n} pages for database 'Story', file 'Story_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

SELECT s.database_name, s.name, s.type, s.position, s.key_algorithm, s.encryptor_type, c.name AS certificate
FROM msdb.dbo.backupset AS s JOIN master.sys.certificates AS c ON c.thumbprint = s.encryptor_thumbprint
WHERE s.database_name = N'Story';
GO
--> database_name|name|type|position|key_algorithm|encryptor_type|certificate
--> -------------|----|----|--------|-------------|--------------|-----------
--> Story|Evening|D|1|aes_256|CERTIFICATE|HistoryCert
--> (1 rows affected)

SELECT s.name, IIF(s.compressed_backup_size < s.backup_size, 'smaller', 'no') AS compressed,
    IIF(s.compressed_backup_size = s.backup_size, 'same', 'no') AS whole
FROM msdb.dbo.backupset AS s WHERE s.database_name = N'Story' ORDER BY s.backup_set_id;
GO
--> name|compressed|whole
--> ----|----------|-----
--> Evening|smaller|no
--> Copy|no|same
--> (2 rows affected)

SELECT s.name, s.description, s.is_copy_only, s.has_backup_checksums, f.physical_device_name, f.device_type
FROM msdb.dbo.backupset AS s JOIN msdb.dbo.backupmediafamily AS f ON f.media_set_id = s.media_set_id
WHERE s.database_name = N'Story' ORDER BY s.backup_set_id;
GO
--> name|description|is_copy_only|has_backup_checksums|physical_device_name|device_type
--> ----|-----------|------------|--------------------|--------------------|-----------
--> Evening|NULL|0|0|$(dir)/story.bak|2
--> Copy|by hand|1|0|$(dir)/plain.bak|2
--> (2 rows affected)

RESTORE DATABASE Story FROM DISK = '$(dir)/story.bak' WITH REPLACE;
RESTORE DATABASE Sequel FROM DISK = '$(dir)/story.bak';
GO
--> Processed {n} pages for database 'Story', file 'Story' on file 1.
--> Processed {n} pages for database 'Story', file 'Story_log' on file 1.
--> RESTORE DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).
--> Processed {n} pages for database 'Sequel', file 'Story' on file 1.
--> Processed {n} pages for database 'Sequel', file 'Story_log' on file 1.
--> RESTORE DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

SELECT r.destination_database_name, r.restore_type, r.[replace], s.name
FROM msdb.dbo.restorehistory AS r JOIN msdb.dbo.backupset AS s ON s.backup_set_id = r.backup_set_id
WHERE s.database_name = N'Story' ORDER BY r.restore_history_id;
GO
--> destination_database_name|restore_type|replace|name
--> -------------------------|------------|-------|----
--> Story|D|1|Evening
--> Sequel|D|0|Evening
--> (2 rows affected)

SELECT name, state_desc, recovery_model_desc, is_read_only FROM sys.databases WHERE name IN ('Story', 'Sequel') ORDER BY name;
SELECT m.name, m.type_desc, m.physical_name FROM sys.master_files AS m JOIN sys.databases AS d ON d.database_id = m.database_id
WHERE d.name = 'Sequel' ORDER BY m.file_id;
GO
--> name|state_desc|recovery_model_desc|is_read_only
--> ----|----------|-------------------|------------
--> Sequel|ONLINE|FULL|0
--> Story|ONLINE|FULL|0
--> (2 rows affected)
--> name|type_desc|physical_name
--> ----|---------|-------------
--> Story|ROWS|{any}
--> Story_log|LOG|{any}
--> (2 rows affected)

-- A failed backup leaves no row, a dropped database keeps its rows.
BACKUP DATABASE Nowhere TO DISK = '$(dir)/nowhere.bak';
GO
--> Msg 911, Level 16, State 1
--> Database 'Nowhere' does not exist. Make sure that the name is entered correctly.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

DROP DATABASE Story, Sequel;
SELECT COUNT(*) AS Backups FROM msdb.dbo.backupset WHERE database_name IN ('Story', 'Nowhere');
DROP CERTIFICATE HistoryCert WITH FORCE;
GO
--> Backups
--> -------
--> 2
--> (1 rows affected)
--> Backups that need the dropped certificate 'HistoryCert': 1.

-- A password that protects a key is neither short nor simple nor endless.
CREATE CERTIFICATE Weak ENCRYPTION BY PASSWORD = 'short' WITH SUBJECT = 'Weak';
GO
--> Msg 15116, Level 16, State 1
--> Password validation failed. The password does not meet the operating system policy requirements because it is too short.

CREATE CERTIFICATE Weak ENCRYPTION BY PASSWORD = 'onlylowercaseletters' WITH SUBJECT = 'Weak';
GO
--> Msg 15118, Level 16, State 1
--> Password validation failed. The password does not meet the operating system policy requirements because it is not complex enough. Use at least three of upper case, lower case, digits and other characters.

CREATE CERTIFICATE Weak ENCRYPTION BY PASSWORD = 'Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1' WITH SUBJECT = 'Weak';
GO
--> Msg 15117, Level 16, State 1
--> Password validation failed. The password does not meet the operating system policy requirements because it is too long.
