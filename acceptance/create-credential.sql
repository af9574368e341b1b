-- A credential keeps a secret for a place outside: sealed, and never shown again.
-- @instance shared
CREATE CREDENTIAL [https://stories.blob.core.windows.net/backups]
    WITH IDENTITY = 'SHARED ACCESS SIGNATURE', SECRET = 'sv=2021-12-02&sr=c&sp=rwdl&sig=abc%3D';
CREATE CREDENTIAL StoriesKey WITH IDENTITY = 'stories', SECRET = 'c2VjcmV0';
GO

SELECT name, credential_identity, target_type FROM sys.credentials WHERE name LIKE '%tories%' ORDER BY name;
GO
--> name{any}credential_identity{any}target_type{any}
--> ...
--> (2 rows affected)

CREATE CREDENTIAL storieskey WITH IDENTITY = 'other';
GO
--> Msg 15530, Level 16, State 1
--> The credential with name "storieskey" already exists.

-- Only signatures and S3 keys are longer.
CREATE CREDENTIAL StoriesLong WITH IDENTITY = 'stories',
    SECRET = '0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890';
GO
--> Msg 33067, Level 16, State 1
--> Secret can not contain more than 120 characters.

CREATE CREDENTIAL StoriesOrder WITH SECRET = 'a', IDENTITY = 'b';
GO
--> Msg 102, Level 15, State 1
--> Incorrect syntax near 'SECRET'.

-- Which credential opens a URL, and which may be named.
BACKUP DATABASE master TO URL = 'https://elsewhere.blob.core.windows.net/backups/m.bak';
GO
--> Msg 3289, Level 16, State 1
--> A Backup device of type URL was specified without a Credential, Backup/Restore operation cannot proceed. Create a credential named as the container or bucket of the URL, or name one of an account key with WITH CREDENTIAL.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

RESTORE HEADERONLY FROM URL = 'https://stories.blob.core.windows.net/backups/m.bak' WITH CREDENTIAL = 'Nobody';
GO
--> Msg 3288, Level 16, State 1
--> Credential name Nobody does not exist or user does not have permission to access it.
--> Msg 3013, Level 16, State 1
--> RESTORE HEADERONLY is terminating abnormally.

RESTORE HEADERONLY FROM URL = 'https://stories.blob.core.windows.net/backups/m.bak'
    WITH CREDENTIAL = 'https://stories.blob.core.windows.net/backups';
GO
--> Msg 3225, Level 16, State 1
--> Use of WITH CREDENTIAL syntax is not valid for credentials containing a Shared Access Signature.
--> Msg 3013, Level 16, State 1
--> RESTORE HEADERONLY is terminating abnormally.

RESTORE HEADERONLY FROM URL = 's3://stories.example.com/bucket/m.bak' WITH CREDENTIAL = 'StoriesKey';
GO
--> Msg 3233, Level 16, State 1
--> Invalid Identity Specified for the S3 Credential. Credential Identity should be S3 Access Key.
--> Msg 3013, Level 16, State 1
--> RESTORE HEADERONLY is terminating abnormally.

RESTORE HEADERONLY FROM URL = 'https://stories.blob.core.windows.net/backups/m.bak?sig=1';
GO
--> Msg 3297, Level 16, State 1
--> The URL provided does not meet specified requirements. {any}
--> Msg 3013, Level 16, State 1
--> RESTORE HEADERONLY is terminating abnormally.

DROP CREDENTIAL [https://stories.blob.core.windows.net/backups];
DROP CREDENTIAL StoriesKey;
GO
