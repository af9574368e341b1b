-- A copy under another name lives beside the original, its files where MOVE puts them.
-- @instance shared
CREATE DATABASE Original;
GO

USE Original;
CREATE TABLE dbo.Facts (Fact nvarchar(40) NOT NULL);
INSERT INTO dbo.Facts VALUES (N'The original');
USE master;
GO

BACKUP DATABASE Original TO DISK = '$(dir)/original.bak' WITH COMPRESSION;
GO

RESTORE DATABASE Duplicate FROM DISK = '$(dir)/original.bak' WITH MOVE 'Original' TO '$(dir)/duplicate.mdf';
GO

UPDATE Duplicate.dbo.Facts SET Fact = N'The copy';
SELECT Fact FROM Original.dbo.Facts;
SELECT Fact FROM Duplicate.dbo.Facts;
GO

RESTORE DATABASE Third FROM DISK = '$(dir)/original.bak' WITH MOVE 'Original' TO '$(dir)/duplicate.mdf';
GO

RESTORE DATABASE Third FROM DISK = '$(dir)/original.bak' WITH MOVE 'Stranger' TO '$(dir)/third.mdf';
GO

RESTORE DATABASE Third FROM DISK = '$(dir)/original.bak'
    WITH MOVE 'Original' TO '$(dir)/third.mdf', MOVE 'Original_log' TO '$(dir)/third.mdf';
GO

-- The copy backs up as a database of its own.
BACKUP DATABASE Duplicate TO DISK = '$(dir)/duplicate.bak' WITH COMPRESSION;
GO

RESTORE DATABASE Original FROM DISK = '$(dir)/duplicate.bak';
GO

RESTORE DATABASE Third FROM DISK = '$(dir)/duplicate.bak';
GO

SELECT Fact FROM Third.dbo.Facts;
GO

DROP DATABASE Original, Duplicate, Third;
GO
