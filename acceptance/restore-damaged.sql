-- A damaged, cut or foreign file is named as such, and the database it was to replace stays as it was.
-- @instance shared
CREATE CERTIFICATE DamageCert WITH SUBJECT = 'Backup encryption';
BACKUP CERTIFICATE DamageCert TO FILE = '$(dir)/damage.cer'
    WITH PRIVATE KEY (FILE = '$(dir)/damage.pvk', ENCRYPTION BY PASSWORD = 'Green lanterns over 3 bridges');
CREATE DATABASE Damage;
GO
USE Damage;
CREATE TABLE dbo.Things (Thing nvarchar(20) NOT NULL);
INSERT INTO dbo.Things VALUES (N'backed up');
USE master;
GO
BACKUP DATABASE Damage TO DISK = '$(dir)/damage.bak'
    WITH COMPRESSION, ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = DamageCert);
BACKUP DATABASE Damage TO DISK = '$(dir)/plain.bak';
GO
UPDATE Damage.dbo.Things SET Thing = N'still here';
GO
-- @copy damage.bak flipped.bak
-- @flip flipped.bak 1000000
-- @copy plain.bak plainflipped.bak
-- @flip plainflipped.bak 5000000
-- @copy damage.bak core.bak
-- @flip core.bak 200
-- @copy damage.bak cut.bak
-- @cut cut.bak 1
-- @write foreign.bak This is somebody's file.
-- @write empty.bak
RESTORE DATABASE Damage FROM DISK = '$(dir)/flipped.bak' WITH REPLACE;
GO
RESTORE DATABASE Damage FROM DISK = '$(dir)/plainflipped.bak' WITH REPLACE;
GO
RESTORE DATABASE Damage FROM DISK = '$(dir)/core.bak' WITH REPLACE;
GO
RESTORE DATABASE Damage FROM DISK = '$(dir)/cut.bak' WITH REPLACE;
GO
RESTORE DATABASE Damage FROM DISK = '$(dir)/foreign.bak' WITH REPLACE;
GO
RESTORE DATABASE Damage FROM DISK = '$(dir)/empty.bak' WITH REPLACE;
GO
RESTORE DATABASE Damage FROM DISK = '$(dir)/nowhere.bak' WITH REPLACE;
GO
SELECT Thing FROM Damage.dbo.Things;
GO

-- A torn tail leaves the sets before it whole; the next backup cuts it off.
BACKUP DATABASE Damage TO DISK = '$(dir)/damage.bak';
GO
-- @cut damage.bak 1000
RESTORE DATABASE Damage FROM DISK = '$(dir)/damage.bak' WITH FILE = 2, REPLACE;
GO
RESTORE VERIFYONLY FROM DISK = '$(dir)/damage.bak' WITH FILE = 1;
GO
BACKUP DATABASE Damage TO DISK = '$(dir)/damage.bak';
GO
RESTORE VERIFYONLY FROM DISK = '$(dir)/damage.bak' WITH FILE = 2;
GO
DROP DATABASE Damage;
DROP CERTIFICATE DamageCert;
GO
