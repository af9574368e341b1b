-- A master key comes back from its file; what is below it is encrypted anew, or opens again.
CREATE DATABASE Keyed;
GO
USE Keyed;
CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Quiet harbour, 7 cranes';
CREATE CERTIFICATE Below WITH SUBJECT = 'Below the master key';
CREATE DATABASE SCOPED CREDENTIAL c WITH IDENTITY = 'somebody', SECRET = 'not base 64';
BACKUP MASTER KEY TO FILE = '$(dir)/keyed.key' ENCRYPTION BY PASSWORD = '3dH85Hhk003GHk2597gheij4';
GO
--> Changed database context to 'Keyed'.

RESTORE MASTER KEY FROM FILE = '$(dir)/nowhere' DECRYPTION BY PASSWORD = '3dH85Hhk003GHk2597gheij4' ENCRYPTION BY PASSWORD = 'Two harbours, 9 cranes';
GO
--> Msg 15317, Level 16, State 1
--> The master key file does not exist or has invalid format.

RESTORE MASTER KEY FROM FILE = '$(dir)/keyed.key' DECRYPTION BY PASSWORD = 'Wrong as 1 password can be' ENCRYPTION BY PASSWORD = 'Two harbours, 9 cranes';
GO
--> Msg 15465, Level 16, State 1
--> The private key password is invalid.

RESTORE MASTER KEY FROM FILE = '$(dir)/keyed.key' DECRYPTION BY PASSWORD = '3dH85Hhk003GHk2597gheij4' ENCRYPTION BY PASSWORD = 'tooshort';
GO
--> Msg 15118, Level 16, State 1
--> Password validation failed. The password does not meet the operating system policy requirements because it is not complex enough. Use at least three of upper case, lower case, digits and other characters.

-- DECRYPTION comes first.
RESTORE MASTER KEY FROM FILE = '$(dir)/keyed.key' ENCRYPTION BY PASSWORD = 'Two harbours, 9 cranes' DECRYPTION BY PASSWORD = '3dH85Hhk003GHk2597gheij4';
GO
--> Msg 102, Level 15, State 1
--> Incorrect syntax near 'ENCRYPTION'.

RESTORE MASTER KEY FROM FILE = '$(dir)/keyed.key' DECRYPTION BY PASSWORD = '3dH85Hhk003GHk2597gheij4' ENCRYPTION BY PASSWORD = 'Two harbours, 9 cranes';
GO
--> The old and new master keys are identical. No data re-encryption is required.

-- Another database's key: certificate and credential are encrypted anew, and go on.
CREATE DATABASE Other;
GO
USE Other;
CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Another harbour, 8 cranes';
BACKUP MASTER KEY TO FILE = '$(dir)/other.key' ENCRYPTION BY PASSWORD = '3dH85Hhk003GHk2597gheij4';
USE Keyed;
RESTORE MASTER KEY FROM FILE = '$(dir)/other.key' DECRYPTION BY PASSWORD = '3dH85Hhk003GHk2597gheij4' ENCRYPTION BY PASSWORD = 'Two harbours, 9 cranes';
GO
--> Changed database context to 'Other'.
--> Changed database context to 'Keyed'.

BACKUP CERTIFICATE Below TO FILE = '$(dir)/below.cer'
    WITH PRIVATE KEY (FILE = '$(dir)/below.pvk', ENCRYPTION BY PASSWORD = 'Green lanterns over 3 bridges');
RESTORE HEADERONLY FROM URL = 'https://stories.blob.core.windows.net/c/m.bak' WITH CREDENTIAL = 'c';
GO
--> The private key was written as encrypted PKCS#8 (PBES2, AES-256, PBKDF2).
--> Msg 3298, Level 16, State 1
--> Backup/Restore to URL device error: Error while decoding the storage key.
--> Msg 3013, Level 16, State 1
--> RESTORE HEADERONLY is terminating abnormally.

-- A database that comes back from its backup brings its keys, and the service master key opens them no more.
USE master;
BACKUP DATABASE Keyed TO DISK = '$(dir)/keyed.bak';
DROP DATABASE Keyed;
RESTORE DATABASE Keyed FROM DISK = '$(dir)/keyed.bak';
GO
--> ...

USE Keyed;
ALTER DATABASE SCOPED CREDENTIAL c WITH IDENTITY = 'somebody', SECRET = 'not base 64 either';
GO
--> Changed database context to 'Keyed'.
--> Msg 15581, Level 16, State 1
--> Please create a master key in the database or open the master key in the session before performing this operation.

-- A key that is not its own any more opens nothing of it: FORCE gives it up.
RESTORE MASTER KEY FROM FILE = '$(dir)/keyed.key' DECRYPTION BY PASSWORD = '3dH85Hhk003GHk2597gheij4' ENCRYPTION BY PASSWORD = 'Three harbours, 4 cranes';
GO
--> Msg 15329, Level 16, State 1
--> The current master key cannot be decrypted. If this is a database master key, you should attempt to open it in the session before performing this operation. The FORCE option can be used to ignore this error and continue the operation but the data encrypted by the old master key will be lost.

RESTORE MASTER KEY FROM FILE = '$(dir)/keyed.key' DECRYPTION BY PASSWORD = '3dH85Hhk003GHk2597gheij4' ENCRYPTION BY PASSWORD = 'Three harbours, 4 cranes' FORCE;
GO
--> The current master key cannot be decrypted. The error was ignored because the FORCE option was specified.
--> An error occurred while decrypting certificate 'Below' that was encrypted by the old master key. The error was ignored because the FORCE option was specified.
--> An error occurred while decrypting credential 'c' that was encrypted by the old master key. The error was ignored because the FORCE option was specified.

-- What was given up is not used, and goes.
RESTORE HEADERONLY FROM URL = 'https://stories.blob.core.windows.net/c/m.bak' WITH CREDENTIAL = 'c';
GO
--> Msg 49910, Level {n}, State 1
--> ...
DROP DATABASE SCOPED CREDENTIAL c;
CREATE CERTIFICATE Fresh WITH SUBJECT = 'Below the restored master key';
GO

-- Where there was none it makes one; in master too.
USE master;
RESTORE MASTER KEY FROM FILE = '$(dir)/keyed.key' DECRYPTION BY PASSWORD = '3dH85Hhk003GHk2597gheij4' ENCRYPTION BY PASSWORD = 'Four harbours, 5 cranes';
CREATE CERTIFICATE Kept WITH SUBJECT = 'Below the master key of master';
RESTORE MASTER KEY FROM FILE = '$(dir)/other.key' DECRYPTION BY PASSWORD = '3dH85Hhk003GHk2597gheij4' ENCRYPTION BY PASSWORD = 'Five harbours, 6 cranes';
BACKUP CERTIFICATE Kept TO FILE = '$(dir)/kept.cer'
    WITH PRIVATE KEY (FILE = '$(dir)/kept.pvk', ENCRYPTION BY PASSWORD = 'Green lanterns over 3 bridges');
GO
--> Changed database context to 'master'.
--> The private key was written as encrypted PKCS#8 (PBES2, AES-256, PBKDF2).
