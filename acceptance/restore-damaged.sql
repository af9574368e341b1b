-- A damaged, cut or foreign file is named as such, and the database it was to replace stays as it was.
-- @instance shared
CREATE CERTIFICATE DamageCert WITH SUBJECT = 'Backup encryption';
BACKUP CERTIFICATE DamageCert TO FILE = '$(dir)/damage.cer'
    WITH PRIVATE KEY (FILE = '$(dir)/damage.pvk', ENCRYPTION BY PASSWORD = 'Green lanterns over 3 bridges');
CREATE DATABASE Damage;
GO
--> The private key was written as encrypted PKCS#8 (PBES2, AES-256, PBKDF2).

USE Damage;
CREATE TABLE dbo.Things (Thing nvarchar(20) NOT NULL);
INSERT INTO dbo.Things VALUES (N'backed up');
USE master;
GO
--> Changed database context to 'Damage'.
--> (1 rows affected)
--> Changed database context to 'master'.

BACKUP DATABASE Damage TO DISK = '$(dir)/damage.bak'
    WITH COMPRESSION, ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = DamageCert);
BACKUP DATABASE Damage TO DISK = '$(dir)/plain.bak';
GO
--> Processed {n} pages for database 'Damage', file 'Damage' on file 1.
--> Processed {n} pages for database 'Damage', file 'Damage_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).
--> Processed {n} pages for database 'Damage', file 'Damage' on file 1.
--> Processed {n} pages for database 'Damage', file 'Damage_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

UPDATE Damage.dbo.Things SET Thing = N'still here';
GO
--> (1 rows affected)

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
--> Msg 3241, Level 16, State 1
--> The media family on device '$(dir)/flipped.bak' is incorrectly formed. SQL Server cannot process this media family. Use another copy: the backup was changed after it was written (Chunk {n} at byte {n} does not match its hash).
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

RESTORE DATABASE Damage FROM DISK = '$(dir)/plainflipped.bak' WITH REPLACE;
GO
--> Msg 3241, Level 16, State 1
--> The media family on device '$(dir)/plainflipped.bak' is incorrectly formed. SQL Server cannot process this media family. Use another copy: the backup was changed after it was written (Chunk {n} at byte {n} does not match its hash).
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

RESTORE DATABASE Damage FROM DISK = '$(dir)/core.bak' WITH REPLACE;
GO
--> Msg 3241, Level 16, State 1
--> The media family on device '$(dir)/core.bak' is incorrectly formed. SQL Server cannot process this media family. Use another copy: the backup was changed after it was written (The set at byte {n} is damaged: its core does not match its hash).
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

RESTORE DATABASE Damage FROM DISK = '$(dir)/cut.bak' WITH REPLACE;
GO
--> Msg 3241, Level 16, State 1
--> The media family on device '$(dir)/cut.bak' is incorrectly formed. SQL Server cannot process this media family. Use another copy: the backup was cut off (The set at byte {n} ends too early).
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

RESTORE DATABASE Damage FROM DISK = '$(dir)/foreign.bak' WITH REPLACE;
GO
--> Msg 3241, Level 16, State 1
--> The media family on device '$(dir)/foreign.bak' is incorrectly formed. SQL Server cannot process this media family. Check the file name: it holds no Coffer backup.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

RESTORE DATABASE Damage FROM DISK = '$(dir)/empty.bak' WITH REPLACE;
GO
--> Msg 3254, Level 16, State 1
--> The volume on device '$(dir)/empty.bak' is empty.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

RESTORE DATABASE Damage FROM DISK = '$(dir)/nowhere.bak' WITH REPLACE;
GO
--> Msg 3201, Level 16, State 2
--> Cannot open backup device '$(dir)/nowhere.bak'. Operating system error 2(The system cannot find the file specified.).
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

SELECT Thing FROM Damage.dbo.Things;
GO
--> Thing
--> -----
--> still here
--> (1 rows affected)

-- A torn tail leaves the sets before it whole; the next backup cuts it off.
BACKUP DATABASE Damage TO DISK = '$(dir)/damage.bak';
GO
--> Processed {n} pages for database 'Damage', file 'Damage' on file 2.
--> Processed {n} pages for database 'Damage', file 'Damage_log' on file 2.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

-- @cut damage.bak 1000
RESTORE DATABASE Damage FROM DISK = '$(dir)/damage.bak' WITH FILE = 2, REPLACE;
GO
--> Msg 3256, Level 16, State 1
--> The backup set on device '$(dir)/damage.bak' was terminated while it was being created and is incomplete. RESTORE sequence is terminated abnormally.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

RESTORE VERIFYONLY FROM DISK = '$(dir)/damage.bak' WITH FILE = 1;
GO
--> The media on device '$(dir)/damage.bak' holds an incomplete backup behind the 1 whole ones; the next backup to it removes the rest.
--> The backup set on file 1 is valid.

BACKUP DATABASE Damage TO DISK = '$(dir)/damage.bak';
GO
--> Processed {n} pages for database 'Damage', file 'Damage' on file 2.
--> Processed {n} pages for database 'Damage', file 'Damage_log' on file 2.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

RESTORE VERIFYONLY FROM DISK = '$(dir)/damage.bak' WITH FILE = 2;
GO
--> The backup set on file 2 is valid.

DROP DATABASE Damage;
DROP CERTIFICATE DamageCert;
GO
--> Backups that need the dropped certificate 'DamageCert': 1.
