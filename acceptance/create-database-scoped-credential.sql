-- A database has credentials of its own, sealed by its master key; they open URLs where no credential of the server does.
CREATE DATABASE Scoped;
GO
USE Scoped;
CREATE DATABASE SCOPED CREDENTIAL [s3://scoped.example.com/bucket] WITH IDENTITY = 'S3 Access Key', SECRET = 'a:b';
GO
--> Changed database context to 'Scoped'.
--> Msg 15581, Level 16, State 1
--> Please create a master key in the database or open the master key in the session before performing this operation.

CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Quiet harbour, 7 cranes';
CREATE DATABASE SCOPED CREDENTIAL [s3://scoped.example.com/bucket] WITH IDENTITY = 'nobody in particular', SECRET = 'a:b';
GO

CREATE DATABASE SCOPED CREDENTIAL [S3://scoped.example.com/bucket] WITH IDENTITY = 'other';
GO
--> Msg 15530, Level 16, State 1
--> The credential with name "S3://scoped.example.com/bucket" already exists.

CREATE DATABASE SCOPED CREDENTIAL TooLong WITH IDENTITY = 'stories',
    SECRET = '0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890';
GO
--> Msg 33067, Level 16, State 1
--> Secret can not contain more than 120 characters.

CREATE DATABASE SCOPED CREDENTIAL Backwards WITH SECRET = 'a', IDENTITY = 'b';
GO
--> Msg 102, Level 15, State 1
--> Incorrect syntax near 'SECRET'.

SELECT name, credential_identity, target_type, target_id FROM sys.database_scoped_credentials;
GO
--> name|credential_identity|target_type|target_id
--> ----|-------------------|-----------|---------
--> s3://scoped.example.com/bucket|nobody in particular|NULL|0
--> (1 rows affected)

-- Here it is found, and is none of S3.
RESTORE HEADERONLY FROM URL = 's3://scoped.example.com/bucket/m.bak';
GO
--> Msg 3233, Level 16, State 1
--> Invalid Identity Specified for the S3 Credential. Credential Identity should be S3 Access Key.
--> Msg 3013, Level 16, State 1
--> RESTORE HEADERONLY is terminating abnormally.

-- Elsewhere it is not.
USE master;
RESTORE HEADERONLY FROM URL = 's3://scoped.example.com/bucket/m.bak';
GO
--> Changed database context to 'master'.
--> Msg 3289, Level 16, State 1
--> A Backup device of type URL was specified without a Credential, Backup/Restore operation cannot proceed. Create a credential named as the container or bucket of the URL, or name one of an account key with WITH CREDENTIAL.
--> Msg 3013, Level 16, State 1
--> RESTORE HEADERONLY is terminating abnormally.

-- A credential of the server comes first.
CREATE CREDENTIAL [s3://scoped.example.com] WITH IDENTITY = 'S3 Access Key';
GO
USE Scoped;
RESTORE HEADERONLY FROM URL = 's3://scoped.example.com/bucket/m.bak';
GO
--> Changed database context to 'Scoped'.
--> Msg 3293, Level 16, State 1
--> An error occurred while Backup/Restore to URL was initializing. Error message: the credential 's3://scoped.example.com' has no secret.
--> Msg 3013, Level 16, State 1
--> RESTORE HEADERONLY is terminating abnormally.

-- The master key stays while it seals one.
DROP MASTER KEY;
GO
--> Msg 15580, Level 16, State 1
--> Cannot drop master key because credential 's3://scoped.example.com/bucket' is encrypted by it.

-- @restart
USE Scoped;
RESTORE HEADERONLY FROM URL = 's3://scoped.example.com/bucket/m.bak' WITH CREDENTIAL = 's3://scoped.example.com/bucket';
GO
--> Changed database context to 'Scoped'.
--> Msg 3233, Level 16, State 1
--> Invalid Identity Specified for the S3 Credential. Credential Identity should be S3 Access Key.
--> Msg 3013, Level 16, State 1
--> RESTORE HEADERONLY is terminating abnormally.
