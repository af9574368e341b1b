-- A backup that cannot be made says why, ends with 3013 and leaves nothing behind.
-- @instance shared
BACKUP DATABASE Nowhere TO DISK = '$(dir)/refused.bak';
SELECT 1 AS The_batch_goes_on;
GO
--> Msg 911, Level 16, State 1
--> Database 'Nowhere' does not exist. Make sure that the name is entered correctly.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.
--> The_batch_goes_on
--> -----------------
--> 1
--> (1 rows affected)

BACKUP DATABASE tempdb TO DISK = '$(dir)/refused.bak';
GO
--> Msg 3147, Level 16, State 1
--> Backup and restore operations are not allowed on database tempdb.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

CREATE DATABASE Refused;
CREATE CERTIFICATE RefusedCert WITH SUBJECT = 'Backup encryption';
CREATE CERTIFICATE RefusedOld WITH SUBJECT = 'Its time is over', START_DATE = '20200101', EXPIRY_DATE = '20210101';
BACKUP CERTIFICATE RefusedCert TO FILE = '$(dir)/refused.cer';
GO
--> Warning: The certificate you created is expired.

BACKUP DATABASE Refused TO DISK = '$(dir)/refused.bak'
    WITH ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = Nobody);
GO
--> Msg 15151, Level 16, State 1
--> Cannot find the certificate 'Nobody', because it does not exist or you do not have permission.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

BACKUP DATABASE Refused TO DISK = '$(dir)/refused.bak'
    WITH ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = RefusedOld);
GO
--> Msg 3096, Level 16, State 1
--> The Certificate specified for backup encryption has expired.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

BACKUP DATABASE Refused TO DISK = '$(dir)/refused.bak'
    WITH ENCRYPTION (ALGORITHM = TRIPLE_DES_3KEY, SERVER CERTIFICATE = RefusedCert);
GO
--> Msg 49904, Level 16, State 1
--> Encryption algorithm TRIPLE_DES_3KEY is not supported: its 64-bit blocks are unsafe for large data, and NIST disallows it since 2024. Use AES_128, AES_192 or AES_256.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

-- A certificate whose private key is elsewhere, or under a password of its own, protects no backup.
DROP CERTIFICATE RefusedCert WITH FORCE;
CREATE CERTIFICATE RefusedCert FROM FILE = '$(dir)/refused.cer';
CREATE CERTIFICATE RefusedLocked ENCRYPTION BY PASSWORD = 'Blue lanterns over 4 bridges' WITH SUBJECT = 'Locked';
GO

BACKUP DATABASE Refused TO DISK = '$(dir)/refused.bak'
    WITH ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = RefusedCert);
GO
--> Msg 33101, Level 16, State 1
--> Cannot use certificate 'RefusedCert', because its private key is not present or it is not protected by the database master key. SQL Server requires the ability to automatically access the private key of the certificate used for this operation.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

BACKUP DATABASE Refused TO DISK = '$(dir)/refused.bak'
    WITH ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = RefusedLocked);
GO
--> Msg 33101, Level 16, State 1
--> Cannot use certificate 'RefusedLocked', because its private key is not present or it is not protected by the database master key. SQL Server requires the ability to automatically access the private key of the certificate used for this operation.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

BACKUP DATABASE Refused TO DISK = '$(dir)/no/such/folder/refused.bak';
GO
--> Msg 3201, Level 16, State 1
--> Cannot open backup device '$(dir)/no/such/folder/refused.bak'. Operating system error 3(The system cannot find the path specified.).
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

BACKUP DATABASE Refused TO DISK = '$(dir)';
GO
--> Msg 3201, Level 16, State 1
--> Cannot open backup device '$(dir)'. Operating system error 5(Access is denied.).
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

BACKUP DATABASE Refused TO DISK = '';
GO
--> Msg 3044, Level 16, State 1
--> Invalid zero-length device name. Reissue the BACKUP statement with a valid device name.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

BACKUP DATABASE Refused TO DISK = '\\server\share\refused.bak';
GO
--> Msg 3201, Level 16, State 1
--> Cannot open backup device '\\server\share\refused.bak'. Operating system error 53(The network path was not found.). Mount the share and name its local path.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

BACKUP DATABASE Refused TO Shelf;
GO
--> Msg 3206, Level 16, State 1
--> Backup device 'Shelf' does not exist. To view existing backup devices, use the sys.backup_devices catalog view. To create a new backup device use either sp_addumpdevice or SQL Server Management Studio.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

BACKUP DATABASE Refused TO DISK = '$(dir)/refused.bak' WITH FORMAT, NOFORMAT;
GO
--> Msg 3031, Level 16, State 1
--> Option 'FORMAT' conflicts with option(s) 'NOFORMAT'. Remove the conflicting option and reissue the statement.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

BACKUP DATABASE Refused TO DISK = '$(dir)/refused.bak' WITH BLOCKSIZE = 1000;
GO
--> Msg 3253, Level 16, State 1
--> The block size parameter must supply a value that is a power of 2.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

BACKUP DATABASE Refused TO DISK = '$(dir)/refused.bak' WITH STATS = 101;
GO
--> Msg 3250, Level 16, State 1
--> The value '101' is not within range for the STATS parameter.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

BACKUP DATABASE Refused TO DISK = '$(dir)/refused.bak' WITH MAXTRANSFERSIZE = 8388608;
GO
--> Msg 3250, Level 16, State 1
--> The value '8388608' is not within range for the MAXTRANSFERSIZE parameter.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

BACKUP DATABASE Refused TO DISK = '$(dir)/refused.bak' WITH NORECOVERY;
GO
--> Msg 3032, Level 16, State 1
--> One or more of the options (NORECOVERY) are not supported for this statement. Review the documentation for supported options.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

BACKUP DATABASE Refused TO DISK = '$(dir)/refused.bak' WITH DIFFERENTIAL;
GO
--> Msg 3035, Level 16, State 1
--> Cannot perform a differential backup for database "Refused", because a current database backup does not exist. Perform a full database backup by reissuing BACKUP DATABASE, omitting the WITH DIFFERENTIAL option. Take a full backup first: there is none since the database was created or restored.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

BACKUP DATABASE Refused TO DISK = '$(dir)/refused.bak' WITH FOO;
GO
--> Msg 155, Level 15, State 1
--> 'FOO' is not a recognized BACKUP option.

BACKUP DATABASE Refused TO DISK = '$(dir)/refused.bak'
    WITH ENCRYPTION (SERVER CERTIFICATE = RefusedCert, ALGORITHM = AES_256);
GO
--> Msg 102, Level 15, State 1
--> Incorrect syntax near 'SERVER'.

RESTORE HEADERONLY FROM DISK = '$(dir)/refused.bak';
GO
--> Msg 3201, Level 16, State 2
--> Cannot open backup device '$(dir)/refused.bak'. Operating system error 2(The system cannot find the file specified.).
--> Msg 3013, Level 16, State 1
--> RESTORE HEADERONLY is terminating abnormally.

DROP CERTIFICATE RefusedCert;
DROP CERTIFICATE RefusedOld;
DROP CERTIFICATE RefusedLocked;
DROP DATABASE Refused;
GO
