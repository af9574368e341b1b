-- ALTER DATABASE SCOPED CREDENTIAL overwrites identity and secret.
CREATE DATABASE Scoped;
GO
USE Scoped;
CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Quiet harbour, 7 cranes';
ALTER DATABASE SCOPED CREDENTIAL c WITH IDENTITY = 'before', SECRET = 'c2VjcmV0';
GO
--> Changed database context to 'Scoped'.
--> Msg 15151, Level 16, State 1
--> Cannot alter the credential 'c', because it does not exist or you do not have permission.

CREATE DATABASE SCOPED CREDENTIAL c WITH IDENTITY = 'before', SECRET = 'c2VjcmV0';
ALTER DATABASE SCOPED CREDENTIAL C WITH IDENTITY = 'after';
PRINT (SELECT name + ' ' + credential_identity FROM sys.database_scoped_credentials);
GO
--> c after

-- The secret that was left out is gone.
RESTORE HEADERONLY FROM URL = 'https://stories.blob.core.windows.net/c/m.bak' WITH CREDENTIAL = 'c';
GO
--> Msg 3293, Level 16, State 1
--> An error occurred while Backup/Restore to URL was initializing. Error message: the credential 'c' has no secret.
--> Msg 3013, Level 16, State 1
--> RESTORE HEADERONLY is terminating abnormally.
