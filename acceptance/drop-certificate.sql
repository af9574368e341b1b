-- A certificate that backups need, and of which no other copy exists, is dropped only by force.
-- @instance shared
CREATE CERTIFICATE Needed WITH SUBJECT = 'Backup encryption';
CREATE DATABASE Needs;
GO

BACKUP DATABASE Needs TO DISK = '$(dir)/needs.bak'
    WITH COMPRESSION, ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = Needed);
GO
--> Warning: The certificate used for encrypting the database encryption key has not been backed up. You should immediately back up the certificate and the private key associated with the certificate. If the certificate ever becomes unavailable or if you must restore or attach the database on another server, you must have backups of both the certificate and the private key or you will not be able to open the database.
--> Processed {n} pages for database 'Needs', file 'Needs' on file 1.
--> Processed {n} pages for database 'Needs', file 'Needs_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

DROP CERTIFICATE Needed;
GO
--> Msg 49903, Level 16, State 1
--> Cannot drop the certificate 'Needed', because it was never exported with its private key and backups need it: 1. Export it with BACKUP CERTIFICATE ... WITH PRIVATE KEY first, or add WITH FORCE.

DROP CERTIFICATE Needed WITH FORCE;
GO
--> Backups that need the dropped certificate 'Needed': 1.

RESTORE VERIFYONLY FROM DISK = '$(dir)/needs.bak';
GO
--> Msg 33111, Level 16, State 3
--> Cannot find server certificate with thumbprint '{hex}'. Import the certificate with its private key by CREATE CERTIFICATE ... FROM FILE (it was named 'Needed' where the backup was made).
--> Msg 3013, Level 16, State 1
--> VERIFY DATABASE is terminating abnormally.

-- An exported one goes without force, and the answer says how many backups it opens.
CREATE CERTIFICATE Needed WITH SUBJECT = 'Backup encryption';
BACKUP CERTIFICATE Needed TO FILE = '$(dir)/needed.pfx'
    WITH FORMAT = 'PFX', PRIVATE KEY (ENCRYPTION BY PASSWORD = 'Green lanterns over 3 bridges');
BACKUP DATABASE Needs TO DISK = '$(dir)/needs.bak'
    WITH FORMAT, COMPRESSION, ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = Needed);
GO
--> Processed {n} pages for database 'Needs', file 'Needs' on file 1.
--> Processed {n} pages for database 'Needs', file 'Needs_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

DROP CERTIFICATE Needed;
GO
--> Backups that need the dropped certificate 'Needed': 1.

DROP CERTIFICATE Needed;
GO
--> Msg 15151, Level 16, State 1
--> Cannot drop the certificate 'Needed', because it does not exist or you do not have permission.

DROP CERTIFICATE IF EXISTS Needed;
GO

CREATE CERTIFICATE NeverUsed WITH SUBJECT = 'Nothing depends on it';
DROP CERTIFICATE NeverUsed;
DROP DATABASE Needs;
GO
