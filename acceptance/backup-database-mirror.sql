-- Mirrors hold the same backup: any of them restores alone, and one takes the place of another that is lost or damaged.
-- @instance shared
CREATE DATABASE Mirrored;
GO

USE Mirrored;
CREATE TABLE dbo.Things (Thing nvarchar(20) NOT NULL);
INSERT INTO dbo.Things VALUES (N'kept twice');
USE master;
GO
--> Changed database context to 'Mirrored'.
--> (1 rows affected)
--> Changed database context to 'master'.

BACKUP DATABASE Mirrored TO DISK = '$(dir)/a1.bak', DISK = '$(dir)/a2.bak' MIRROR TO DISK = '$(dir)/b1.bak', DISK = '$(dir)/b2.bak';
GO
--> Msg 3215, Level 16, State 1
--> Use WITH FORMAT to create a new mirrored backup set.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

BACKUP DATABASE Mirrored TO DISK = '$(dir)/a1.bak', DISK = '$(dir)/a2.bak' MIRROR TO DISK = '$(dir)/b1.bak' WITH FORMAT;
GO
--> Msg 3010, Level 16, State 1
--> Invalid backup mirror specification. All mirrors must have the same number of members.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

BACKUP DATABASE Mirrored TO DISK = '$(dir)/a.bak' MIRROR TO DISK = '$(dir)/b.bak' MIRROR TO DISK = '$(dir)/c.bak' MIRROR TO DISK = '$(dir)/d.bak' MIRROR TO DISK = '$(dir)/e.bak' WITH FORMAT;
GO
--> Msg 3214, Level 16, State 1
--> Too many backup mirrors are specified. Only 3 are allowed.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

BACKUP DATABASE Mirrored TO DISK = '$(dir)/a1.bak', DISK = '$(dir)/a2.bak' MIRROR TO DISK = '$(dir)/b1.bak', DISK = '$(dir)/b2.bak' WITH FORMAT, MEDIANAME = 'Twice';
GO
--> Processed {n} pages for database 'Mirrored', file 'Mirrored' on file 1.
--> Processed {n} pages for database 'Mirrored', file 'Mirrored_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

RESTORE LABELONLY FROM DISK = '$(dir)/b2.bak';
GO
--> MediaName|MediaSetId|FamilyCount|FamilySequenceNumber|MediaFamilyId|MediaSequenceNumber|MediaLabelPresent|MediaDescription|SoftwareName|SoftwareVendorId|MediaDate|Mirror_Count|IsCompressed
--> ---------|----------|-----------|--------------------|-------------|-------------------|-----------------|----------------|------------|----------------|---------|------------|------------
--> Twice|{guid}|2|2|{guid}|1|0|NULL|Coffer|4608|{time}|2|0
--> (1 rows affected)

SELECT f.family_sequence_number, f.physical_device_name, f.mirror, m.media_family_count, m.mirror_count
FROM msdb.dbo.backupmediafamily f JOIN msdb.dbo.backupmediaset m ON m.media_set_id = f.media_set_id
WHERE m.name = 'Twice' ORDER BY f.family_sequence_number, f.mirror;
GO
--> family_sequence_number|physical_device_name|mirror|media_family_count|mirror_count
--> ----------------------|--------------------|------|------------------|------------
--> 1|$(dir)/a1.bak|0|2|2
--> 1|$(dir)/b1.bak|1|2|2
--> 2|$(dir)/a2.bak|0|2|2
--> 2|$(dir)/b2.bak|1|2|2
--> (4 rows affected)

BACKUP DATABASE Mirrored TO DISK = '$(dir)/a1.bak', DISK = '$(dir)/a2.bak';
GO
--> Msg 3240, Level 16, State 1
--> Backup to mirrored media sets requires all mirrors to append. Provide all mirrors of the media set, or reformat a new media set.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

BACKUP DATABASE Mirrored TO DISK = '$(dir)/a1.bak', DISK = '$(dir)/a2.bak' MIRROR TO DISK = '$(dir)/b1.bak', DISK = '$(dir)/b2.bak' MIRROR TO DISK = '$(dir)/c1.bak', DISK = '$(dir)/c2.bak';
GO
--> Msg 3215, Level 16, State 1
--> Use WITH FORMAT to create a new mirrored backup set.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

BACKUP DATABASE Mirrored TO DISK = '$(dir)/a1.bak', DISK = '$(dir)/a2.bak' MIRROR TO DISK = '$(dir)/b1.bak', DISK = '$(dir)/b2.bak';
GO
--> Processed {n} pages for database 'Mirrored', file 'Mirrored' on file 2.
--> Processed {n} pages for database 'Mirrored', file 'Mirrored_log' on file 2.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

-- Either mirror restores, and so do members of both.
RESTORE VERIFYONLY FROM DISK = '$(dir)/a1.bak', DISK = '$(dir)/a2.bak' WITH FILE = 2;
RESTORE VERIFYONLY FROM DISK = '$(dir)/b2.bak', DISK = '$(dir)/a1.bak' WITH FILE = 2;
RESTORE DATABASE MirroredCopy FROM DISK = '$(dir)/b1.bak', DISK = '$(dir)/b2.bak' WITH FILE = 2;
SELECT Thing FROM MirroredCopy.dbo.Things;
GO
--> The backup set on file 2 is valid.
--> The backup set on file 2 is valid.
--> Processed {n} pages for database 'MirroredCopy', file 'Mirrored' on file 2.
--> Processed {n} pages for database 'MirroredCopy', file 'Mirrored_log' on file 2.
--> RESTORE DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).
--> Thing
--> -----
--> kept twice
--> (1 rows affected)

-- What one mirror lost or holds damaged, the other gives; who it was is told.
-- @copy a2.bak whole.bak
-- @flip a2.bak 2000000
RESTORE VERIFYONLY FROM DISK = '$(dir)/a1.bak', DISK = '$(dir)/a2.bak' WITH FILE = 1;
GO
--> Msg 3241, Level 16, State 1
--> The media family on device '$(dir)/a2.bak' is incorrectly formed. SQL Server cannot process this media family. Use another copy: the backup was changed after it was written ({any}).
--> Msg 3013, Level 16, State 1
--> VERIFY DATABASE is terminating abnormally.

RESTORE VERIFYONLY FROM DISK = '$(dir)/a1.bak', DISK = '$(dir)/a2.bak', DISK = '$(dir)/b2.bak' WITH FILE = 1;
GO
--> The device '$(dir)/a2.bak' could not give what was asked of it ({any}); its mirror took its place.
--> The backup set on file 1 is valid.

-- @delete a1.bak
RESTORE DATABASE MirroredCopy FROM DISK = '$(dir)/a1.bak', DISK = '$(dir)/a2.bak', DISK = '$(dir)/b1.bak', DISK = '$(dir)/b2.bak' WITH FILE = 1, REPLACE;
GO
--> Processed {n} pages for database 'MirroredCopy', file 'Mirrored' on file 1.
--> Processed {n} pages for database 'MirroredCopy', file 'Mirrored_log' on file 1.
--> The device '$(dir)/a1.bak' could not give what was asked of it ({any}); its mirror took its place.
--> The device '$(dir)/a2.bak' could not give what was asked of it ({any}); its mirror took its place.
--> RESTORE DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

RESTORE VERIFYONLY FROM DISK = '$(dir)/a1.bak', DISK = '$(dir)/a2.bak', DISK = '$(dir)/b2.bak' WITH FILE = 1;
GO
--> Msg 3201, Level 16, State 2
--> Cannot open backup device '$(dir)/a1.bak'. Operating system error 2(The system cannot find the file specified.).
--> Msg 3013, Level 16, State 1
--> VERIFY DATABASE is terminating abnormally.

BACKUP DATABASE Mirrored TO DISK = '$(dir)/a1.bak', DISK = '$(dir)/a2.bak' MIRROR TO DISK = '$(dir)/b1.bak', DISK = '$(dir)/b2.bak';
GO
--> Msg 3240, Level 16, State 1
--> Backup to mirrored media sets requires all mirrors to append. Provide all mirrors of the media set, or reformat a new media set.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.
