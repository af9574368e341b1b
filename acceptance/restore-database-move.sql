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

RESTORE DATABASE Duplicate FROM DISK = '$(dir)/original.bak'
    WITH MOVE 'Original' TO '$(dir)/duplicate.mdf', MOVE 'Original_log' TO '$(dir)/duplicate.ldf';
GO
--> Msg 49909, Level 16, State 1
--> The database engine failed: The server's account cannot reach the log folder $(dir)/duplicate.ldf, because /tmp/stories/run3471300851309019074 is closed to others
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

UPDATE Duplicate.dbo.Facts SET Fact = N'The copy';
SELECT Fact FROM Original.dbo.Facts;
SELECT Fact FROM Duplicate.dbo.Facts;
GO
--> Msg 208, Level 16, State 1
--> Invalid object name 'Duplicate.dbo.Facts'.

RESTORE DATABASE Third FROM DISK = '$(dir)/original.bak' WITH MOVE 'Original' TO '$(dir)/duplicate.mdf';
GO
--> Processed {n} pages for database 'Third', file 'Original' on file 1.
--> Processed {n} pages for database 'Third', file 'Original_log' on file 1.
--> RESTORE DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

RESTORE DATABASE Third FROM DISK = '$(dir)/original.bak' WITH MOVE 'Stranger' TO '$(dir)/third.mdf';
GO
--> Msg 3159, Level 16, State 1
--> The tail of the log for the database "Third" has not been backed up. Use BACKUP LOG WITH NORECOVERY to backup the log if it contains work you do not want to lose. Use the WITH REPLACE or WITH STOPAT clause of the RESTORE statement to just overwrite the contents of the log.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

RESTORE DATABASE Third FROM DISK = '$(dir)/original.bak'
    WITH MOVE 'Original' TO '$(dir)/third.mdf', MOVE 'Original_log' TO '$(dir)/third.mdf';
GO
--> Msg 3159, Level 16, State 1
--> The tail of the log for the database "Third" has not been backed up. Use BACKUP LOG WITH NORECOVERY to backup the log if it contains work you do not want to lose. Use the WITH REPLACE or WITH STOPAT clause of the RESTORE statement to just overwrite the contents of the log.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

-- The copy backs up as a database of its own.
BACKUP DATABASE Duplicate TO DISK = '$(dir)/duplicate.bak' WITH COMPRESSION;
GO
--> Msg 911, Level 16, State 1
--> Database 'Duplicate' does not exist. Make sure that the name is entered correctly.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

RESTORE DATABASE Original FROM DISK = '$(dir)/duplicate.bak';
GO
--> Msg 3201, Level 16, State 2
--> Cannot open backup device '$(dir)/duplicate.bak'. Operating system error 2(The system cannot find the file specified.).
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

RESTORE DATABASE Third FROM DISK = '$(dir)/duplicate.bak';
GO
--> Msg 3201, Level 16, State 2
--> Cannot open backup device '$(dir)/duplicate.bak'. Operating system error 2(The system cannot find the file specified.).
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

SELECT Fact FROM Third.dbo.Facts;
GO
--> Fact
--> ----
--> The original
--> (1 rows affected)

DROP DATABASE Original, Duplicate, Third;
GO
--> Msg 3701, Level 11, State 1
--> Cannot drop the database 'Duplicate', because it does not exist or you do not have permission.
