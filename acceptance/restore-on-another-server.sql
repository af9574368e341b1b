-- A backup restores on another server once the certificate is imported there with its private key, and not before.
CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Quiet harbour, 7 cranes';
CREATE CERTIFICATE TravelCert WITH SUBJECT = 'Backup encryption';
CREATE CERTIFICATE TravelPfx WITH SUBJECT = 'Backup encryption';
CREATE DATABASE Travel;
GO

USE Travel;
CREATE TABLE dbo.Cities (City nvarchar(40) NOT NULL PRIMARY KEY, Visits int NULL);
INSERT INTO dbo.Cities VALUES (N'Ålesund', 3), (N'Łódź', NULL), (N'Wien', 12);
USE master;
GO
--> Changed database context to 'Travel'.
--> (3 rows affected)
--> Changed database context to 'master'.

BACKUP CERTIFICATE TravelCert TO FILE = '$(dir)/travel.cer'
    WITH PRIVATE KEY (FILE = '$(dir)/travel.pvk', ENCRYPTION BY PASSWORD = 'Green lanterns over 3 bridges');
BACKUP CERTIFICATE TravelPfx TO FILE = '$(dir)/travel.pfx'
    WITH FORMAT = 'PFX', PRIVATE KEY (ENCRYPTION BY PASSWORD = 'Green lanterns over 3 bridges');
GO
--> The private key was written as encrypted PKCS#8 (PBES2, AES-256, PBKDF2).

BACKUP DATABASE Travel TO DISK = '$(dir)/travel.bak'
    WITH COMPRESSION, ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = TravelCert);
BACKUP DATABASE Travel TO DISK = '$(dir)/both.bak'
    WITH COMPRESSION,
        ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = TravelCert, SERVER CERTIFICATE = TravelPfx);
BACKUP DATABASE Travel TO DISK = '$(dir)/plain.bak' WITH COMPRESSION;
GO
--> Processed {n} pages for database 'Travel', file 'Travel' on file 1.
--> Processed {n} pages for database 'Travel', file 'Travel_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).
--> Processed {n} pages for database 'Travel', file 'Travel' on file 1.
--> Processed {n} pages for database 'Travel', file 'Travel_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).
--> Processed {n} pages for database 'Travel', file 'Travel' on file 1.
--> Processed {n} pages for database 'Travel', file 'Travel_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

-- @instance B
RESTORE DATABASE Travel FROM DISK = '$(dir)/travel.bak';
GO
--> Msg 33111, Level 16, State 3
--> Cannot find server certificate with thumbprint '{hex}'. Import the certificate with its private key by CREATE CERTIFICATE ... FROM FILE (it was named 'TravelCert' where the backup was made).
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

RESTORE DATABASE Travel FROM DISK = '$(dir)/both.bak';
GO
--> Msg 33111, Level 16, State 3
--> Cannot find server certificate with thumbprint '{hex}'. Import the certificate with its private key by CREATE CERTIFICATE ... FROM FILE (it was named 'TravelCert' where the backup was made), or one of: certificate {hex}.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

-- The public half opens nothing.
CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Other harbour, 9 cranes';
CREATE CERTIFICATE HalfACert FROM FILE = '$(dir)/travel.cer';
GO

RESTORE DATABASE Travel FROM DISK = '$(dir)/travel.bak';
GO
--> Msg 33111, Level 16, State 3
--> Cannot find server certificate with thumbprint '{hex}'. The certificate 'HalfACert' is here without its private key: drop it, and import it again with its private key.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

DROP CERTIFICATE HalfACert;
GO

-- The certificate's name does not matter; its private key opens the backup and vouches for the server that signed it.
CREATE CERTIFICATE FromA FROM FILE = '$(dir)/travel.cer'
    WITH PRIVATE KEY (FILE = '$(dir)/travel.pvk', DECRYPTION BY PASSWORD = 'Green lanterns over 3 bridges');
GO

RESTORE VERIFYONLY FROM DISK = '$(dir)/travel.bak';
GO
--> The backup set on file 1 is valid.

RESTORE DATABASE Travel FROM DISK = '$(dir)/travel.bak' WITH STATS;
GO
--> ...
--> 100 percent processed.
--> Processed {n} pages for database 'Travel', file 'Travel' on file 1.
--> Processed {n} pages for database 'Travel', file 'Travel_log' on file 1.
--> RESTORE DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

SELECT City, Visits FROM Travel.dbo.Cities ORDER BY Visits;
GO
--> City|Visits
--> ----|------
--> Łódź|NULL
--> Ålesund|3
--> Wien|12
--> (3 rows affected)

-- Either of two certificates opens a backup that was made for both.
DROP DATABASE Travel;
DROP CERTIFICATE FromA WITH FORCE;
GO
--> Backups that need the dropped certificate 'FromA': 1.

CREATE CERTIFICATE FromAPfx FROM FILE = '$(dir)/travel.pfx'
    WITH FORMAT = 'PFX', PRIVATE KEY (DECRYPTION BY PASSWORD = 'Green lanterns over 3 bridges');
GO

RESTORE DATABASE Travel FROM DISK = '$(dir)/travel.bak';
GO
--> Msg 33111, Level 16, State 3
--> Cannot find server certificate with thumbprint '{hex}'. Import the certificate with its private key by CREATE CERTIFICATE ... FROM FILE (it was named 'TravelCert' where the backup was made).
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

RESTORE DATABASE Travel FROM DISK = '$(dir)/both.bak';
GO
--> Processed {n} pages for database 'Travel', file 'Travel' on file 1.
--> Processed {n} pages for database 'Travel', file 'Travel_log' on file 1.
--> RESTORE DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

SELECT City, Visits FROM Travel.dbo.Cities ORDER BY Visits;
GO
--> City|Visits
--> ----|------
--> Łódź|NULL
--> Ålesund|3
--> Wien|12
--> (3 rows affected)

DROP DATABASE Travel;
GO

-- Nobody vouches for the signer of an unencrypted backup: that takes an administrator's word.
RESTORE DATABASE Travel FROM DISK = '$(dir)/plain.bak';
GO
--> Msg 49901, Level 16, State 1
--> The backup set on device '$(dir)/plain.bak' is signed by a signer that is not trusted, fingerprint {hex}. Add WITH TRUST_SIGNER = {hex} if you know that this server wrote the backup.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

RESTORE DATABASE Travel FROM DISK = '$(dir)/plain.bak'
    WITH TRUST_SIGNER = 0x0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF;
GO
--> Msg 49901, Level 16, State 1
--> The backup set on device '$(dir)/plain.bak' is signed by a signer that is not trusted, fingerprint {hex}. Add WITH TRUST_SIGNER = {hex} if you know that this server wrote the backup.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

-- Half a fingerprint would be nobody's.
RESTORE DATABASE Travel FROM DISK = '$(dir)/plain.bak' WITH TRUST_SIGNER = 0x0123456789ABCDEF;
GO
--> Msg 3217, Level 16, State 1
--> Invalid value specified for TRUST_SIGNER parameter. Give the 64 hexadecimal digits after 0x that the refusal of the signer shows; here are 16.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.

RESTORE VERIFYONLY FROM DISK = '$(dir)/plain.bak' WITH TRUST_SIGNER = 0x0123456789ABCDEF;
GO
--> Msg 3217, Level 16, State 1
--> Invalid value specified for TRUST_SIGNER parameter. Give the 64 hexadecimal digits after 0x that the refusal of the signer shows; here are 16.
--> Msg 3013, Level 16, State 1
--> VERIFY DATABASE is terminating abnormally.

-- The fingerprint that the refusal named, compared with what server A's operator says.
RESTORE VERIFYONLY FROM DISK = '$(dir)/plain.bak' WITH TRUST_SIGNER = $(signer);
GO
--> The backup set on file 1 is valid.

RESTORE DATABASE Travel FROM DISK = '$(dir)/plain.bak' WITH TRUST_SIGNER = $(signer);
GO
--> Processed {n} pages for database 'Travel', file 'Travel' on file 1.
--> Processed {n} pages for database 'Travel', file 'Travel_log' on file 1.
--> RESTORE DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

SELECT COUNT(*) AS Cities FROM Travel.dbo.Cities;
GO
--> Cities
--> ------
--> 3
--> (1 rows affected)
