-- VERIFYONLY reads and unseals every byte, and names a damaged, cut or foreign file.
-- @instance shared
CREATE CERTIFICATE VerifyCert WITH SUBJECT = 'Backup encryption';
CREATE DATABASE Verify;
BACKUP CERTIFICATE VerifyCert TO FILE = '$(dir)/verify.cer'
    WITH PRIVATE KEY (FILE = '$(dir)/verify.pvk', ENCRYPTION BY PASSWORD = 'Green lanterns over 3 bridges');
BACKUP DATABASE Verify TO DISK = '$(dir)/verify.bak'
    WITH CHECKSUM, COMPRESSION, ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = VerifyCert);
GO
--> The private key was written as encrypted PKCS#8 (PBES2, AES-256, PBKDF2).
--> Processed {n} pages for database 'Verify', file 'Verify' on file 1.
--> Processed {n} pages for database 'Verify', file 'Verify_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

-- @copy verify.bak one.bak
-- @copy verify.bak flipped.bak
-- @flip flipped.bak 100000
-- @copy verify.bak footer.bak
-- @flip footer.bak -100
-- @copy verify.bak slots.bak
-- @flip slots.bak 3000
-- @copy verify.bak cut.bak
-- @cut cut.bak 5000
-- @write foreign.bak This is somebody's file.
-- @write empty.bak
BACKUP DATABASE Verify TO DISK = '$(dir)/verify.bak';
GO
--> Processed {n} pages for database 'Verify', file 'Verify' on file 2.
--> Processed {n} pages for database 'Verify', file 'Verify_log' on file 2.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

RESTORE VERIFYONLY FROM DISK = '$(dir)/one.bak';
GO
--> The backup set on file 1 is valid.

RESTORE VERIFYONLY FROM DISK = '$(dir)/one.bak' WITH CHECKSUM, STATS = 25, NOUNLOAD;
GO
--> ...
--> 100 percent processed.
--> The backup set on file 1 is valid.

RESTORE VERIFYONLY FROM DISK = '$(dir)/verify.bak';
GO
--> The media on device '$(dir)/verify.bak' holds 2 backup sets; the one at position 1 is used. The others: 2 (Verify, {any}).
--> The backup set on file 1 is valid.

RESTORE VERIFYONLY FROM DISK = '$(dir)/verify.bak' WITH FILE = 2;
GO
--> The backup set on file 2 is valid.

RESTORE VERIFYONLY FROM DISK = '$(dir)/verify.bak' WITH FILE = 2, CHECKSUM;
GO
--> Msg 3187, Level 16, State 1
--> RESTORE WITH CHECKSUM cannot be specified because the backup set does not contain checksum information.
--> Msg 3013, Level 16, State 1
--> VERIFY DATABASE is terminating abnormally.

RESTORE VERIFYONLY FROM DISK = '$(dir)/verify.bak' WITH FILE = 3;
GO
--> Msg 4038, Level 16, State 1
--> Cannot find file ID 3 on device '$(dir)/verify.bak'.
--> Msg 3013, Level 16, State 1
--> VERIFY DATABASE is terminating abnormally.

RESTORE VERIFYONLY FROM DISK = '$(dir)/flipped.bak';
GO
--> Msg 3241, Level 16, State 1
--> The media family on device '$(dir)/flipped.bak' is incorrectly formed. SQL Server cannot process this media family. Use another copy: the backup was changed after it was written (Chunk {n} at byte {n} does not match its hash).
--> Msg 3013, Level 16, State 1
--> VERIFY DATABASE is terminating abnormally.

RESTORE VERIFYONLY FROM DISK = '$(dir)/footer.bak';
GO
--> Msg 3241, Level 16, State 1
--> The media family on device '$(dir)/footer.bak' is incorrectly formed. SQL Server cannot process this media family. Use another copy: the backup was changed after it was written (The signature of the set at byte {n} does not fit).
--> Msg 3013, Level 16, State 1
--> VERIFY DATABASE is terminating abnormally.

RESTORE VERIFYONLY FROM DISK = '$(dir)/slots.bak';
GO
--> Msg 3241, Level 16, State 1
--> The media family on device '$(dir)/slots.bak' is incorrectly formed. SQL Server cannot process this media family. Use another copy: the backup was changed after it was written (A slot area does not match its hash).
--> Msg 3013, Level 16, State 1
--> VERIFY DATABASE is terminating abnormally.

RESTORE VERIFYONLY FROM DISK = '$(dir)/cut.bak';
GO
--> Msg 3241, Level 16, State 1
--> The media family on device '$(dir)/cut.bak' is incorrectly formed. SQL Server cannot process this media family. Use another copy: the backup was cut off (The set at byte {n} ends too early).
--> Msg 3013, Level 16, State 1
--> VERIFY DATABASE is terminating abnormally.

RESTORE VERIFYONLY FROM DISK = '$(dir)/foreign.bak';
GO
--> Msg 3241, Level 16, State 1
--> The media family on device '$(dir)/foreign.bak' is incorrectly formed. SQL Server cannot process this media family. Check the file name: it holds no Coffer backup.
--> Msg 3013, Level 16, State 1
--> VERIFY DATABASE is terminating abnormally.

RESTORE VERIFYONLY FROM DISK = '$(dir)/empty.bak';
GO
--> Msg 3254, Level 16, State 1
--> The volume on device '$(dir)/empty.bak' is empty.
--> Msg 3013, Level 16, State 1
--> VERIFY DATABASE is terminating abnormally.

RESTORE VERIFYONLY FROM DISK = '$(dir)/nowhere.bak';
GO
--> Msg 3201, Level 16, State 2
--> Cannot open backup device '$(dir)/nowhere.bak'. Operating system error 2(The system cannot find the file specified.).
--> Msg 3013, Level 16, State 1
--> VERIFY DATABASE is terminating abnormally.

-- Without the key nothing is unsealed: the answer names the certificate.
DROP CERTIFICATE VerifyCert;
GO
--> Backups that need the dropped certificate 'VerifyCert': 1.

RESTORE VERIFYONLY FROM DISK = '$(dir)/one.bak';
GO
--> Msg 33111, Level 16, State 3
--> Cannot find server certificate with thumbprint '{hex}'. Import the certificate with its private key by CREATE CERTIFICATE ... FROM FILE (it was named 'VerifyCert' where the backup was made).
--> Msg 3013, Level 16, State 1
--> VERIFY DATABASE is terminating abnormally.

DROP DATABASE Verify;
GO
