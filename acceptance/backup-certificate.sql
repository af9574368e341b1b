-- A certificate is exported with its private key under a password that the policy accepts, and never over a file.
-- @instance shared
BACKUP CERTIFICATE Nobody TO FILE = '$(dir)/nobody.cer';
GO
--> Msg 15151, Level 16, State 1
--> Cannot find the certificate 'Nobody', because it does not exist or you do not have permission.

CREATE CERTIFICATE Exported WITH SUBJECT = 'To be exported';
GO

BACKUP CERTIFICATE Exported TO FILE = '$(dir)/exported.cer'
    WITH PRIVATE KEY (FILE = '$(dir)/exported.pvk', ENCRYPTION BY PASSWORD = 'green lanterns');
GO
--> Msg 15118, Level 16, State 1
--> Password validation failed. The password does not meet the operating system policy requirements because it is not complex enough. Use at least three of upper case, lower case, digits and other characters.

BACKUP CERTIFICATE Exported TO FILE = '$(dir)/exported.cer'
    WITH PRIVATE KEY (FILE = '$(dir)/exported.pvk', ENCRYPTION BY PASSWORD = 'Green lanterns over 3 bridges');
GO
--> The private key was written as encrypted PKCS#8 (PBES2, AES-256, PBKDF2).

BACKUP CERTIFICATE Exported TO FILE = '$(dir)/exported.cer'
    WITH PRIVATE KEY (FILE = '$(dir)/other.pvk', ENCRYPTION BY PASSWORD = 'Green lanterns over 3 bridges');
GO
--> Msg 15240, Level 16, State 1
--> Cannot write into file '$(dir)/exported.cer'. Verify that you have write permissions, that the file path is valid, and that the file does not already exist.

BACKUP CERTIFICATE Exported TO FILE = '$(dir)/other.cer'
    WITH PRIVATE KEY (FILE = '$(dir)/exported.pvk', ENCRYPTION BY PASSWORD = 'Green lanterns over 3 bridges');
GO
--> Msg 15240, Level 16, State 1
--> Cannot write into file '$(dir)/exported.pvk'. Verify that you have write permissions, that the file path is valid, and that the file does not already exist.

BACKUP CERTIFICATE Exported TO FILE = '$(dir)/no/such/folder/exported.cer';
GO
--> Msg 15240, Level 16, State 1
--> Cannot write into file '$(dir)/no/such/folder/exported.cer'. Verify that you have write permissions, that the file path is valid, and that the file does not already exist.

-- The refused exports left nothing behind.
BACKUP CERTIFICATE Exported TO FILE = '$(dir)/other.cer';
GO

-- Without its private key a certificate has none to export.
DROP CERTIFICATE Exported;
CREATE CERTIFICATE Exported FROM FILE = '$(dir)/exported.cer';
GO

BACKUP CERTIFICATE Exported TO FILE = '$(dir)/public.cer'
    WITH PRIVATE KEY (FILE = '$(dir)/public.pvk', ENCRYPTION BY PASSWORD = 'Green lanterns over 3 bridges');
GO
--> Msg 15246, Level 16, State 1
--> Cannot dump the private key of certificate 'Exported' because the private key cannot be found.

DROP CERTIFICATE Exported;
GO
