-- ALTER CREDENTIAL overwrites identity and secret.
-- @instance shared
ALTER CREDENTIAL AlteredLater WITH IDENTITY = 'before', SECRET = 'c2VjcmV0';
GO
--> Msg 15151, Level 16, State 1
--> Cannot alter the credential 'AlteredLater', because it does not exist or you do not have permission.

CREATE CREDENTIAL AlteredLater WITH IDENTITY = 'before', SECRET = 'c2VjcmV0';
ALTER CREDENTIAL alteredlater WITH IDENTITY = 'after';
PRINT (SELECT name + ' ' + credential_identity FROM sys.credentials WHERE name = 'AlteredLater');
GO
--> AlteredLater after

-- The secret that was left out is gone.
RESTORE HEADERONLY FROM URL = 'https://stories.blob.core.windows.net/c/m.bak' WITH CREDENTIAL = 'AlteredLater';
GO
--> Msg 3293, Level 16, State 1
--> An error occurred while Backup/Restore to URL was initializing. Error message: the credential 'AlteredLater' has no secret.
--> Msg 3013, Level 16, State 1
--> RESTORE HEADERONLY is terminating abnormally.

-- A key that no account has.
ALTER CREDENTIAL AlteredLater WITH IDENTITY = 'after', SECRET = 'not base 64';
RESTORE HEADERONLY FROM URL = 'https://stories.blob.core.windows.net/c/m.bak' WITH CREDENTIAL = 'AlteredLater';
GO
--> Msg 3298, Level 16, State 1
--> Backup/Restore to URL device error: Error while decoding the storage key.
--> Msg 3013, Level 16, State 1
--> RESTORE HEADERONLY is terminating abnormally.

DROP CREDENTIAL AlteredLater;
GO
