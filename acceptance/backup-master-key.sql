-- A database's master key is exported under a password that the policy accepts, and never over anything.
CREATE DATABASE Keyed;
GO
USE Keyed;
BACKUP MASTER KEY TO FILE = '$(dir)/keyed.key' ENCRYPTION BY PASSWORD = '3dH85Hhk003GHk2597gheij4';
GO
--> Changed database context to 'Keyed'.
--> Msg 15581, Level 16, State 1
--> Please create a master key in the database or open the master key in the session before performing this operation.

CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Quiet harbour, 7 cranes';
BACKUP MASTER KEY TO FILE = '$(dir)/keyed.key' ENCRYPTION BY PASSWORD = 'tooshort';
GO
--> Msg 15118, Level 16, State 1
--> Password validation failed. The password does not meet the operating system policy requirements because it is not complex enough. Use at least three of upper case, lower case, digits and other characters.

BACKUP MASTER KEY TO FILE = '$(dir)/keyed.key' ENCRYPTION BY PASSWORD = '3dH85Hhk003GHk2597gheij4';
GO

BACKUP MASTER KEY TO FILE = '$(dir)/keyed.key' ENCRYPTION BY PASSWORD = '3dH85Hhk003GHk2597gheij4';
GO
--> Msg 15240, Level 16, State 1
--> Cannot write into file '$(dir)/keyed.key'. Verify that you have write permissions, that the file path is valid, and that the file does not already exist.

-- To a URL it needs what BACKUP DATABASE needs there.
BACKUP MASTER KEY TO URL = 'https://stories.blob.core.windows.net/keys/keyed.key' ENCRYPTION BY PASSWORD = '3dH85Hhk003GHk2597gheij4';
GO
--> Msg 3289, Level 16, State 1
--> A Backup device of type URL was specified without a Credential, Backup/Restore operation cannot proceed. Create a credential named as the container or bucket of the URL, or name one of an account key with WITH CREDENTIAL.

BACKUP MASTER KEY TO URL = 'ftp://stories/keyed.key' ENCRYPTION BY PASSWORD = '3dH85Hhk003GHk2597gheij4';
GO
--> Msg 3297, Level 16, State 1
--> The URL provided does not meet specified requirements. {any}

-- The service master key and certificates go to files alone.
BACKUP SERVICE MASTER KEY TO URL = 'https://stories.blob.core.windows.net/keys/smk' ENCRYPTION BY PASSWORD = '3dH85Hhk003GHk2597gheij4';
GO
--> Msg 102, Level 15, State 1
--> Incorrect syntax near 'URL'.

BACKUP MASTER KEY TO FILE = '$(dir)/nobody.key';
GO
--> Msg 102, Level 15, State 1
--> Incorrect syntax near {any}
