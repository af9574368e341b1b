-- A copy under another name lives beside the original, its files where MOVE puts them.
-- @instance shared
CREATE DATABASE Original;
GO

USE Original;
CREATE TABLE dbo.Facts (Fact nvarchar(40) NOT NULL);
INSERT INTO dbo.Facts VALUES (N'The original');
USE master;
GO
--> Changed database context to 'Original'.
--> (1 rows affected)
--> Changed database context to 'master'.

BACKUP DATABASE Original TO DISK = '$(dir)/original.bak' WITH COMPRESSION;
GO
--> Processed {n} pages for database 'Original', file 'Original' on file 1.
--> Processed {n} pages for database 'Original', file 'Original_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

RESTORE DATABASE Duplicate FROM DISK = '$(dir)/original.bak' WITH MOVE 'Original' TO '$(dir)/duplicate.mdf';
GO
--> Processed {n} pages for database 'Duplicate', file 'Original' on file 1.
--> Processed {n} pages for database 'Duplicate', file 'Original_log' on file 1.
--> RESTORE DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

UPDATE Duplicate.dbo.Facts SET Fact = N'The copy';
SELECT Fact FROM Original.dbo.Facts;
SELECT Fact FROM Duplicate.dbo.Facts;
GO
--> (1 rows affected)
--> Fact
--> ----
--> The original
--> (1 rows affected)
--> Fact
--> ----
--> The copy
--> (1 rows affected)

RESTORE DATABASE Third FROM DISK = '$(dir)/original.bak' WITH MOVE 'Original' TO '$(dir)/duplicate.mdf';
GO
--> Msg 3156, Level 16, State 1
--> File 'Original' cannot be restored to '$(dir)/duplicate.mdf'. Use WITH MOVE to identify a valid location for the file. Name a path where nothing is yet.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

RESTORE DATABASE Third FROM DISK = '$(dir)/original.bak' WITH MOVE 'Stranger' TO '$(dir)/third.mdf';
GO
--> Msg 3234, Level 16, State 1
--> Logical file 'Stranger' is not part of database 'Original'. Use RESTORE FILELISTONLY to list the logical file names.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

RESTORE DATABASE Third FROM DISK = '$(dir)/original.bak'
    WITH MOVE 'Original' TO '$(dir)/third.mdf', MOVE 'Original_log' TO '$(dir)/third.mdf';
GO
--> Msg 3176, Level 16, State 1
--> File '$(dir)/third.mdf' is claimed by 'Original'(1) and 'Original_log'(2). The WITH MOVE clause can be used to relocate one or more files.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

-- The copy backs up as a database of its own, whose files are still called what they were.
BACKUP DATABASE Duplicate TO DISK = '$(dir)/duplicate.bak' WITH COMPRESSION;
GO
--> Processed {n} pages for database 'Duplicate', file 'Original' on file 1.
--> Processed {n} pages for database 'Duplicate', file 'Original_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

RESTORE DATABASE Original FROM DISK = '$(dir)/duplicate.bak';
GO
--> Msg 3159, Level 16, State 1
--> The tail of the log for the database "Original" has not been backed up. Use BACKUP LOG WITH NORECOVERY to backup the log if it contains work you do not want to lose. Use the WITH REPLACE or WITH STOPAT clause of the RESTORE statement to just overwrite the contents of the log.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

-- Without MOVE its files go where they were, and there they are.
RESTORE DATABASE Third FROM DISK = '$(dir)/duplicate.bak';
GO
--> Msg 3156, Level 16, State 1
--> File 'Original' cannot be restored to '$(dir)/duplicate.mdf'. Use WITH MOVE to identify a valid location for the file. Name a path where nothing is yet.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

RESTORE DATABASE Third FROM DISK = '$(dir)/duplicate.bak' WITH MOVE 'Original' TO '$(dir)/third.mdf';
GO
--> Processed {n} pages for database 'Third', file 'Original' on file 1.
--> Processed {n} pages for database 'Third', file 'Original_log' on file 1.
--> RESTORE DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

SELECT Fact FROM Third.dbo.Facts;
GO
--> Fact
--> ----
--> The copy
--> (1 rows affected)

-- The nightly refresh names the same files each time. The old ones stay until the new ones are whole, so folders take turns.
RESTORE DATABASE Refreshed FROM DISK = '$(dir)/original.bak'
    WITH MOVE 'Original' TO 'D:\Data\Refreshed.mdf', MOVE 'Original_log' TO 'D:\Data\Refreshed_log.ldf', REPLACE;
RESTORE DATABASE Refreshed FROM DISK = '$(dir)/original.bak'
    WITH MOVE 'Original' TO 'D:\Data\Refreshed.mdf', MOVE 'Original_log' TO 'D:\Data\Refreshed_log.ldf', REPLACE;
RESTORE DATABASE Refreshed FROM DISK = '$(dir)/original.bak'
    WITH MOVE 'Original' TO 'D:\Data\Refreshed.mdf', MOVE 'Original_log' TO 'D:\Data\Refreshed_log.ldf', REPLACE;
GO
--> The path 'D:\Data\Refreshed.mdf' stands for '{any}/Refreshed.mdf' on this server.
--> The path 'D:\Data\Refreshed_log.ldf' stands for '{any}' on this server.
--> Processed {n} pages for database 'Refreshed', file 'Original' on file 1.
--> Processed {n} pages for database 'Refreshed', file 'Original_log' on file 1.
--> RESTORE DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).
--> The path 'D:\Data\Refreshed.mdf' stands for '{any}/Refreshed.mdf.2' on this server.
--> The path 'D:\Data\Refreshed_log.ldf' stands for '{any}' on this server.
--> Processed {n} pages for database 'Refreshed', file 'Original' on file 1.
--> Processed {n} pages for database 'Refreshed', file 'Original_log' on file 1.
--> RESTORE DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).
--> The path 'D:\Data\Refreshed.mdf' stands for '{any}/Refreshed.mdf' on this server.
--> The path 'D:\Data\Refreshed_log.ldf' stands for '{any}' on this server.
--> Processed {n} pages for database 'Refreshed', file 'Original' on file 1.
--> Processed {n} pages for database 'Refreshed', file 'Original_log' on file 1.
--> RESTORE DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

SELECT Fact FROM Refreshed.dbo.Facts;
GO
--> Fact
--> ----
--> The original
--> (1 rows affected)

-- Names in errors are the ones the table was created with, in whichever database it is.
INSERT INTO refreshed.dbo.facts VALUES (NULL);
INSERT INTO refreshed.dbo.facts VALUES (REPLICATE('x', 41));
GO
--> Msg 515, Level 16, State 1
--> Cannot insert the value NULL into column 'Fact', table 'Refreshed.dbo.Facts'; column does not allow nulls. INSERT fails.
--> Msg 2628, Level 16, State 1
--> String or binary data would be truncated in table 'Refreshed.dbo.Facts', column 'Fact'. Truncated value: '...'.

BACKUP LOG Refreshed TO DISK = '$(dir)/refreshed.trn';
GO
--> Msg 4214, Level 16, State 1
--> BACKUP LOG cannot be performed because there is no current database backup.
--> Msg 3013, Level 16, State 1
--> BACKUP LOG is terminating abnormally.

-- A database that is restored in place stays on its disk, whatever the backup says; one that is gone comes back to it.
RESTORE DATABASE Third FROM DISK = '$(dir)/original.bak' WITH REPLACE, RESTRICTED_USER;
SELECT physical_name FROM sys.master_files WHERE database_id = DB_ID('Third') AND type = 0;
SELECT user_access_desc FROM sys.databases WHERE name = 'Third';
RESTORE DATABASE Third FROM DISK = '$(dir)/original.bak' WITH REPLACE, NORECOVERY;
RESTORE DATABASE Third FROM DISK = '$(dir)/original.bak' WITH REPLACE, NORECOVERY;
RESTORE DATABASE Third WITH RECOVERY;
SELECT physical_name FROM sys.master_files WHERE database_id = DB_ID('Third') AND type = 0;
SELECT user_access_desc FROM sys.databases WHERE name = 'Third';
GO
--> ...
--> physical_name
--> -------------
--> $(dir)/third.mdf.2
--> (1 rows affected)
--> user_access_desc
--> ----------------
--> RESTRICTED_USER
--> (1 rows affected)
--> ...
--> physical_name
--> -------------
--> $(dir)/third.mdf.3
--> (1 rows affected)
--> user_access_desc
--> ----------------
--> MULTI_USER
--> (1 rows affected)

DROP DATABASE Duplicate;
RESTORE DATABASE Duplicate FROM DISK = '$(dir)/duplicate.bak';
SELECT physical_name FROM sys.master_files WHERE database_id = DB_ID('Duplicate') AND type = 0;
GO
--> ...
--> physical_name
--> -------------
--> $(dir)/duplicate.mdf
--> (1 rows affected)

-- A folder that is not there is not made, and no file is moved twice.
RESTORE DATABASE Fourth FROM DISK = '$(dir)/original.bak' WITH MOVE 'Original' TO '$(dir)/missing/sub/fourth.mdf';
GO
--> Msg 5133, Level 16, State 1
--> Directory lookup for the file "$(dir)/missing/sub/fourth.mdf" failed with the operating system error 2(The system cannot find the file specified.).
--> Msg 3156, Level 16, State 1
--> File 'Original' cannot be restored to '$(dir)/missing/sub/fourth.mdf'. Use WITH MOVE to identify a valid location for the file. Name a path where nothing is yet.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

RESTORE DATABASE Fourth FROM DISK = '$(dir)/original.bak'
    WITH MOVE 'Original' TO '$(dir)/fourth.mdf', MOVE 'ORIGINAL' TO '$(dir)/fifth.mdf';
RESTORE DATABASE tempdb FROM DISK = '$(dir)/original.bak';
CREATE DATABASE Fourth ON (FILENAME = '$(dir)/missing/fourth.mdf');
EXEC xp_fileexist '$(dir)/missing';
GO
--> Msg 4353, Level 16, State 1
--> Conflicting file relocations have been specified for file 'ORIGINAL'. Only a single WITH MOVE clause should be specified for any logical file name.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.
--> Msg 3147, Level 16, State 1
--> Backup and restore operations are not allowed on database tempdb.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.
--> Msg 5133, Level 16, State 1
--> Directory lookup for the file "$(dir)/missing/fourth.mdf" failed with the operating system error 2(The system cannot find the file specified.).
--> Msg 1802, Level 16, State 1
--> CREATE DATABASE failed. Some file names listed could not be created. Check related errors.
--> File Exists|File is a Directory|Parent Directory Exists
--> -----------|-------------------|-----------------------
--> 0|0|1
--> (1 rows affected)

DROP DATABASE Original, Duplicate, Third, Refreshed;
GO
