-- A backup in several files is restored from all of them, in any order, and from nothing less.
-- @instance shared
CREATE CERTIFICATE StripeCert WITH SUBJECT = 'Backup encryption';
BACKUP CERTIFICATE StripeCert TO FILE = '$(dir)/stripe.cer'
    WITH PRIVATE KEY (FILE = '$(dir)/stripe.pvk', ENCRYPTION BY PASSWORD = 'Green lanterns over 3 bridges');
CREATE DATABASE Striped;
GO
--> The private key was written as encrypted PKCS#8 (PBES2, AES-256, PBKDF2).

USE Striped;
CREATE TABLE dbo.Things (Thing nvarchar(20) NOT NULL);
INSERT INTO dbo.Things VALUES (N'in three files');
USE master;
GO
--> Changed database context to 'Striped'.
--> (1 rows affected)
--> Changed database context to 'master'.

BACKUP DATABASE Striped TO DISK = '$(dir)/s1.bak', DISK = '$(dir)/s2.bak', DISK = '$(dir)/s3.bak'
    WITH FORMAT, MEDIANAME = 'Three', COMPRESSION, ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = StripeCert);
GO
--> Processed {n} pages for database 'Striped', file 'Striped' on file 1.
--> Processed {n} pages for database 'Striped', file 'Striped_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

-- Each file says which it is; headers and lists of files need only one of them.
RESTORE LABELONLY FROM DISK = '$(dir)/s2.bak';
GO
--> MediaName|MediaSetId|FamilyCount|FamilySequenceNumber|MediaFamilyId|MediaSequenceNumber|MediaLabelPresent|MediaDescription|SoftwareName|SoftwareVendorId|MediaDate|Mirror_Count|IsCompressed
--> ---------|----------|-----------|--------------------|-------------|-------------------|-----------------|----------------|------------|----------------|---------|------------|------------
--> Three|{guid}|3|2|{guid}|1|0|NULL|Coffer|4608|{time}|1|1
--> (1 rows affected)

RESTORE HEADERONLY FROM DISK = '$(dir)/s3.bak';
GO
--> ...
--> (1 rows affected)

RESTORE FILELISTONLY FROM DISK = '$(dir)/s3.bak', DISK = '$(dir)/s1.bak';
GO
--> ...
--> (2 rows affected)

RESTORE VERIFYONLY FROM DISK = '$(dir)/s3.bak', DISK = '$(dir)/s1.bak', DISK = '$(dir)/s2.bak';
GO
--> The backup set on file 1 is valid.

RESTORE DATABASE StripedCopy FROM DISK = '$(dir)/s2.bak', DISK = '$(dir)/s3.bak', DISK = '$(dir)/s1.bak';
SELECT Thing FROM StripedCopy.dbo.Things;
GO
--> Processed {n} pages for database 'StripedCopy', file 'Striped' on file 1.
--> Processed {n} pages for database 'StripedCopy', file 'Striped_log' on file 1.
--> RESTORE DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).
--> Thing
--> -----
--> in three files
--> (1 rows affected)

RESTORE DATABASE Half FROM DISK = '$(dir)/s1.bak', DISK = '$(dir)/s3.bak';
GO
--> Msg 3132, Level 16, State 1
--> The media set has 3 media families but only 2 are provided. All members must be provided.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

RESTORE VERIFYONLY FROM DISK = '$(dir)/s2.bak';
GO
--> Msg 3132, Level 16, State 1
--> The media set has 3 media families but only 1 are provided. All members must be provided.
--> Msg 3013, Level 16, State 1
--> VERIFY DATABASE is terminating abnormally.

RESTORE DATABASE Half FROM DISK = '$(dir)/s1.bak', DISK = '$(dir)/s3.bak', DISK = '$(dir)/s1.bak';
GO
--> Msg 3227, Level 16, State 1
--> The backup media on "$(dir)/s1.bak" is part of media family 1 which has already been processed on "$(dir)/s1.bak". Ensure that backup devices are correctly specified. For tape devices, ensure that the correct volumes are loaded.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

BACKUP DATABASE Striped TO DISK = '$(dir)/x1.bak', DISK = '$(dir)/x2.bak', DISK = '$(dir)/x3.bak';
GO
--> Processed {n} pages for database 'Striped', file 'Striped' on file 1.
--> Processed {n} pages for database 'Striped', file 'Striped_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

RESTORE DATABASE Half FROM DISK = '$(dir)/s1.bak', DISK = '$(dir)/x2.bak', DISK = '$(dir)/s3.bak';
GO
--> Msg 3258, Level 16, State 1
--> The volume on the device "$(dir)/x2.bak" is not part of the media set that is currently being processed. Ensure that the backup devices are loaded with the correct media.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

RESTORE DATABASE Half FROM DISK = '$(dir)/s1.bak', DISK = '$(dir)/s2.bak', DISK = '$(dir)/s3.bak', DISK = '$(dir)/x1.bak';
GO
--> Msg 3231, Level 16, State 1
--> The media loaded on "$(dir)/s1.bak" is formatted to support 3 media families, but 4 media families are expected according to the backup device specification.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

RESTORE DATABASE Half FROM DISK = '$(dir)/s1.bak', DISK = '$(dir)/gone.bak', DISK = '$(dir)/s3.bak';
GO
--> Msg 3201, Level 16, State 2
--> Cannot open backup device '$(dir)/gone.bak'. Operating system error 2(The system cannot find the file specified.).
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

-- The next set is appended to all of them, in whatever order they are named.
-- @copy s2.bak old.bak
BACKUP DATABASE Striped TO DISK = '$(dir)/s3.bak', DISK = '$(dir)/s1.bak', DISK = '$(dir)/s2.bak' WITH NAME = 'Second';
GO
--> Processed {n} pages for database 'Striped', file 'Striped' on file 2.
--> Processed {n} pages for database 'Striped', file 'Striped_log' on file 2.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

RESTORE VERIFYONLY FROM DISK = '$(dir)/s1.bak', DISK = '$(dir)/s2.bak', DISK = '$(dir)/s3.bak' WITH FILE = 2;
GO
--> The backup set on file 2 is valid.

RESTORE VERIFYONLY FROM DISK = '$(dir)/s1.bak', DISK = '$(dir)/old.bak', DISK = '$(dir)/s3.bak' WITH FILE = 2;
GO
--> Msg 4038, Level 16, State 1
--> Cannot find file ID 2 on device '$(dir)/old.bak'.
--> Msg 3013, Level 16, State 1
--> VERIFY DATABASE is terminating abnormally.

-- An older copy of one file would lose what the others hold: nothing is written.
BACKUP DATABASE Striped TO DISK = '$(dir)/s1.bak', DISK = '$(dir)/old.bak', DISK = '$(dir)/s3.bak';
GO
--> Msg 3232, Level 16, State 1
--> The volume mounted on "$(dir)/old.bak" does not have the expected backup set identity. The volume may be obsolete due to a more recent overwrite of this media family. In that case, locate the correct volume with sequence number 1 of media family 2.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

-- @copy s2.bak flipped.bak
-- @flip flipped.bak 20000
RESTORE DATABASE Half FROM DISK = '$(dir)/s1.bak', DISK = '$(dir)/flipped.bak', DISK = '$(dir)/s3.bak'
    WITH FILE = 1;
GO
--> Msg 3241, Level 16, State 1
--> The media family on device '$(dir)/flipped.bak' is incorrectly formed. SQL Server cannot process this media family. Use another copy: the backup was changed after it was written ({any}).
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

-- Without FORMAT, a member of a media set is written with the others or not at all.
BACKUP DATABASE Striped TO DISK = '$(dir)/s1.bak' WITH INIT, SKIP;
GO
--> Msg 3132, Level 16, State 1
--> The media set has 3 media families but only 1 are provided. All members must be provided.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

BACKUP DATABASE Striped TO DISK = '$(dir)/s1.bak', DISK = '$(dir)/s2.bak', DISK = '$(dir)/s3.bak', DISK = '$(dir)/s4.bak';
GO
--> Msg 3231, Level 16, State 1
--> The media loaded on "$(dir)/s1.bak" is formatted to support 3 media families, but 4 media families are expected according to the backup device specification.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

BACKUP DATABASE Striped TO DISK = '$(dir)/s1.bak', DISK = '$(dir)/s2.bak', DISK = '$(dir)/gone.bak';
GO
--> Msg 3132, Level 16, State 1
--> The media set has 3 media families but only 2 are provided. All members must be provided.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

BACKUP DATABASE Striped TO DISK = '$(dir)/s1.bak', DISK = '$(dir)/s2.bak', DISK = '$(dir)/x3.bak';
GO
--> Msg 3258, Level 16, State 1
--> The volume on the device "$(dir)/x3.bak" is not part of the media set that is currently being processed. Ensure that the backup devices are loaded with the correct media.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

BACKUP DATABASE Striped TO DISK = '$(dir)/s1.bak', DISK = '$(dir)/s2.bak', DISK = '$(dir)/s3.bak' WITH MEDIANAME = 'Four';
GO
--> Msg 4037, Level 16, State 1
--> The user-specified MEDIANAME "Four" does not match the MEDIANAME "Three" of the device "$(dir)/s1.bak".
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

BACKUP DATABASE Striped TO DISK = '$(dir)/s1.bak', DISK = '$(dir)/s2.bak', DISK = '$(dir)/s3.bak' WITH INIT, NAME = 'Alone', RETAINDAYS = 3;
GO
--> Processed {n} pages for database 'Striped', file 'Striped' on file 1.
--> Processed {n} pages for database 'Striped', file 'Striped_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

RESTORE DATABASE Half FROM DISK = '$(dir)/s1.bak', DISK = '$(dir)/old.bak', DISK = '$(dir)/s3.bak';
GO
--> Msg 3232, Level 16, State 1
--> The volume mounted on "$(dir)/old.bak" does not have the expected backup set identity. The volume may be obsolete due to a more recent overwrite of this media family. In that case, locate the correct volume with sequence number 1 of media family 2.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

BACKUP DATABASE Striped TO DISK = '$(dir)/s1.bak', DISK = '$(dir)/s2.bak', DISK = '$(dir)/s3.bak' WITH INIT;
GO
--> Msg 4030, Level 16, State 1
--> The medium on device '$(dir)/s1.bak' expires on {any} and cannot be overwritten.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

SELECT f.family_sequence_number, f.physical_device_name, f.device_type, f.mirror, m.media_family_count, m.mirror_count
FROM msdb.dbo.backupmediafamily f JOIN msdb.dbo.backupmediaset m ON m.media_set_id = f.media_set_id
WHERE m.name = 'Three' ORDER BY f.family_sequence_number;
GO
--> family_sequence_number|physical_device_name|device_type|mirror|media_family_count|mirror_count
--> ----------------------|--------------------|-----------|------|------------------|------------
--> 1|$(dir)/s1.bak|2|0|3|1
--> 2|$(dir)/s2.bak|2|0|3|1
--> 3|$(dir)/s3.bak|2|0|3|1
--> (3 rows affected)

BACKUP DATABASE Striped TO DISK = '$(dir)/s1.bak' WITH FORMAT;
GO
--> Processed {n} pages for database 'Striped', file 'Striped' on file 1.
--> Processed {n} pages for database 'Striped', file 'Striped_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

RESTORE VERIFYONLY FROM DISK = '$(dir)/s1.bak';
GO
--> The backup set on file 1 is valid.
