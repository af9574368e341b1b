-- A backup device with a name of its own stands for its file in BACKUP and RESTORE.
-- @instance shared
CREATE DATABASE Shelved;
GO

EXEC sp_addumpdevice 'disk', 'Shelf', '$(dir)/shelf.bak';
EXEC sp_addumpdevice @devtype = 'DISK', @logicalname = N'Second shelf', @physicalname = N'$(dir)/second.bak';
GO

EXEC sp_addumpdevice 'disk', 'SHELF', '$(dir)/other.bak';
GO
--> Msg 15026, Level 16, State 1
--> Logical device 'SHELF' already exists.

EXEC sp_addumpdevice 'drum', 'Drum', '$(dir)/drum.bak';
GO
--> Msg 15044, Level 16, State 1
--> The type "drum" is an unknown backup device type. Use the type "disk" or "tape".

EXEC sp_addumpdevice 'disk', '', '$(dir)/other.bak';
GO
--> Msg 15045, Level 16, State 1
--> The logical name cannot be NULL.

EXEC sp_addumpdevice 'disk', 'Nowhere', NULL;
GO
--> Msg 15046, Level 16, State 1
--> The physical name cannot be NULL.

BEGIN TRANSACTION;
EXEC sp_addumpdevice 'disk', 'Within', '$(dir)/within.bak';
GO
--> Msg 15002, Level 16, State 1
--> The procedure 'sp_addumpdevice' cannot be executed within a transaction.

ROLLBACK TRANSACTION;
GO

SELECT name, type, type_desc, physical_name FROM sys.backup_devices WHERE name LIKE '%helf' ORDER BY name;
GO
--> name|type|type_desc|physical_name
--> ----|----|---------|-------------
--> Second shelf|2|DISK|$(dir)/second.bak
--> Shelf|2|DISK|$(dir)/shelf.bak
--> (2 rows affected)

EXEC sp_helpdevice 'shelf';
GO
--> device_name|physical_name|description|status|cntrltype|size
--> -----------|-------------|-----------|------|---------|----
--> Shelf|$(dir)/shelf.bak|disk, backup device|16|2|0
--> (1 rows affected)

EXEC sp_helpdevice 'Cellar';
GO
--> Msg 15012, Level 16, State 1
--> The device 'Cellar' does not exist. Use sys.backup_devices to show available devices.

BACKUP DATABASE Shelved TO Shelf WITH NAME = 'On the shelf';
GO
--> Processed {n} pages for database 'Shelved', file 'Shelved' on file 1.
--> Processed {n} pages for database 'Shelved', file 'Shelved_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

DECLARE @device sysname = N'Shelf', @db sysname = N'Shelved';
BACKUP DATABASE @db TO @device;
GO
--> Processed {n} pages for database 'Shelved', file 'Shelved' on file 2.
--> Processed {n} pages for database 'Shelved', file 'Shelved_log' on file 2.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

-- Logical devices, variables and paths stand in one list.
DECLARE @path nvarchar(260) = N'$(dir)/third.bak';
BACKUP DATABASE Shelved TO [Second shelf], DISK = @path WITH MEDIANAME = 'Shelves';
RESTORE VERIFYONLY FROM DISK = '$(dir)/third.bak', [Second shelf];
GO
--> Processed {n} pages for database 'Shelved', file 'Shelved' on file 1.
--> Processed {n} pages for database 'Shelved', file 'Shelved_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).
--> The backup set on file 1 is valid.

SELECT f.logical_device_name, f.physical_device_name, f.device_type
FROM msdb.dbo.backupmediafamily f JOIN msdb.dbo.backupmediaset m ON m.media_set_id = f.media_set_id
WHERE m.name = 'Shelves' ORDER BY f.family_sequence_number;
GO
--> logical_device_name|physical_device_name|device_type
--> -------------------|--------------------|-----------
--> Second shelf|$(dir)/second.bak|102
--> NULL|$(dir)/third.bak|2
--> (2 rows affected)

RESTORE VERIFYONLY FROM Shelf WITH FILE = 2;
RESTORE DATABASE ShelvedCopy FROM Shelf WITH FILE = 1;
GO
--> The backup set on file 2 is valid.
--> Processed {n} pages for database 'ShelvedCopy', file 'Shelved' on file 1.
--> Processed {n} pages for database 'ShelvedCopy', file 'Shelved_log' on file 1.
--> RESTORE DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

BACKUP DATABASE Shelved TO Cellar;
GO
--> Msg 3206, Level 16, State 1
--> Backup device 'Cellar' does not exist. To view existing backup devices, use the sys.backup_devices catalog view. To create a new backup device use either sp_addumpdevice or SQL Server Management Studio.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

EXEC sp_dropdevice 'Cellar';
GO
--> Msg 15012, Level 16, State 1
--> The device 'Cellar' does not exist. Use sys.backup_devices to show available devices.

EXEC sp_dropdevice 'Shelf', 'DELFILE';
GO
--> Successfully deleted the physical file '$(dir)/shelf.bak'.
--> Device dropped.

RESTORE VERIFYONLY FROM DISK = '$(dir)/shelf.bak';
GO
--> Msg 3201, Level 16, State 2
--> Cannot open backup device '$(dir)/shelf.bak'. Operating system error 2(The system cannot find the file specified.).
--> Msg 3013, Level 16, State 1
--> VERIFY DATABASE is terminating abnormally.

EXEC sp_dropdevice @logicalname = 'second shelf';
GO
--> Device dropped.

RESTORE LABELONLY FROM [Second shelf];
GO
--> Msg 3206, Level 16, State 1
--> Backup device 'Second shelf' does not exist. To view existing backup devices, use the sys.backup_devices catalog view. To create a new backup device use either sp_addumpdevice or SQL Server Management Studio.
--> Msg 3013, Level 16, State 1
--> RESTORE LABELONLY is terminating abnormally.

-- DELFILE removes backups, and nothing else.
-- @write letter.txt Dear reader
EXEC sp_addumpdevice 'disk', 'Letter', '$(dir)/letter.txt';
EXEC sp_dropdevice 'Letter', 'DELFILE';
GO
--> Msg 2504, Level 16, State 1
--> Could not delete the physical file '$(dir)/letter.txt'. The DeleteFile system function returned error 5(Access is denied.). Remove it by hand: it is no backup of Coffer.

EXEC sp_dropdevice 'Letter';
GO
--> Device dropped.
