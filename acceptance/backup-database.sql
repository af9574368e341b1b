-- A backup is compressed, encrypted, signed and reported as it goes.
-- @instance shared
CREATE CERTIFICATE BackupCert WITH SUBJECT = 'Backup encryption';
CREATE DATABASE Backed;
GO

-- The warning comes until the certificate has been exported with its private key.
BACKUP DATABASE [Backed]
TO DISK = N'$(dir)/backed.bak'
WITH
    COMPRESSION,
    ENCRYPTION (
        ALGORITHM = AES_256,
        SERVER CERTIFICATE = BackupCert
    ),
    STATS = 10
GO
--> Warning: The certificate used for encrypting the database encryption key has not been backed up. You should immediately back up the certificate and the private key associated with the certificate. If the certificate ever becomes unavailable or if you must restore or attach the database on another server, you must have backups of both the certificate and the private key or you will not be able to open the database.
--> ...
--> Processed {n} pages for database 'Backed', file 'Backed' on file 1.
--> 100 percent processed.
--> Processed {n} pages for database 'Backed', file 'Backed_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

BACKUP CERTIFICATE BackupCert TO FILE = '$(dir)/backup.cer'
    WITH PRIVATE KEY (FILE = '$(dir)/backup.pvk', ENCRYPTION BY PASSWORD = 'Green lanterns over 3 bridges');
GO
--> The private key was written as encrypted PKCS#8 (PBES2, AES-256, PBKDF2).

BACKUP DATABASE Backed TO DISK = '$(dir)/backed.bak'
    WITH COMPRESSION, ENCRYPTION (ALGORITHM = AES_128, SERVER CERTIFICATE = BackupCert), STATS = 50
GO
--> ...
--> Processed {n} pages for database 'Backed', file 'Backed' on file 2.
--> 100 percent processed.
--> Processed {n} pages for database 'Backed', file 'Backed_log' on file 2.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

BACKUP DATABASE Backed TO DISK = '$(dir)/backed.bak'
    WITH COMPRESSION (ALGORITHM = ZSTD, LEVEL = HIGH), ENCRYPTION (ALGORITHM = AES_192, SERVER CERTIFICATE = BackupCert)
GO
--> Processed {n} pages for database 'Backed', file 'Backed' on file 3.
--> Processed {n} pages for database 'Backed', file 'Backed_log' on file 3.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

-- What SSMS and the maintenance scripts send.
BACKUP DATABASE [Backed] TO DISK = N'$(dir)/backed.bak' WITH NOFORMAT, NOINIT,
    NAME = N'Backed-Full Database Backup', SKIP, NOREWIND, NOUNLOAD, STATS = 10
GO
--> ...
--> Processed {n} pages for database 'Backed', file 'Backed' on file 4.
--> 100 percent processed.
--> Processed {n} pages for database 'Backed', file 'Backed_log' on file 4.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

BACKUP DATABASE Backed TO DISK = '$(dir)/plain.bak' WITH COPY_ONLY, CHECKSUM, NO_COMPRESSION, RESTART,
    BLOCKSIZE = 4096, BUFFERCOUNT = 7, MAXTRANSFERSIZE = 1048576
GO
--> Processed {n} pages for database 'Backed', file 'Backed' on file 1.
--> Processed {n} pages for database 'Backed', file 'Backed_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

DROP DATABASE Backed;
DROP CERTIFICATE BackupCert;
GO
--> Backups that need the dropped certificate 'BackupCert': 3.
