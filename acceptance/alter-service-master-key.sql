-- The service master key is made anew, and everything below it opens as before, also after a restart.
CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Quiet harbour, 7 cranes';
CREATE CERTIFICATE Kept WITH SUBJECT = 'Below the service master key';
CREATE CREDENTIAL shelf WITH IDENTITY = 'somebody', SECRET = 'c2VjcmV0';
CREATE DATABASE Shop;
BACKUP DATABASE Shop TO DISK = '$(dir)/shop.bak' WITH ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = Kept);
GO
--> ...

ALTER SERVICE MASTER KEY REGENERATE;
ALTER SERVICE MASTER KEY FORCE REGENERATE;
GO
--> The service master key is new and was never backed up. Keep the file of the old one for earlier backups of master, and run BACKUP SERVICE MASTER KEY.
--> The service master key is new and was never backed up. Keep the file of the old one for earlier backups of master, and run BACKUP SERVICE MASTER KEY.

-- @restart
RESTORE VERIFYONLY FROM DISK = '$(dir)/shop.bak';
BACKUP CERTIFICATE Kept TO FILE = '$(dir)/kept.cer'
    WITH PRIVATE KEY (FILE = '$(dir)/kept.pvk', ENCRYPTION BY PASSWORD = 'Green lanterns over 3 bridges');
GO
--> The backup set on file 1 is valid.
--> The private key was written as encrypted PKCS#8 (PBES2, AES-256, PBKDF2).

ALTER SERVICE MASTER KEY WITH OLD_ACCOUNT = 'a', OLD_PASSWORD = 'b';
GO
--> Msg 49900, Level 16, State 1
--> ALTER SERVICE MASTER KEY ... WITH OLD_ACCOUNT is not supported.

ALTER SERVICE MASTER KEY ADD ENCRYPTION BY MACHINE KEY;
GO
--> Msg 49900, Level 16, State 1
--> ALTER SERVICE MASTER KEY ... ADD ENCRYPTION is not supported.

ALTER SERVICE MASTER KEY REGENERATE FORCE;
GO
--> Msg 102, Level 15, State 1
--> Incorrect syntax near 'FORCE'.

-- Without its key file the old key cannot be read: what it sealed is given up only when that is asked for.
-- @delete-key-file
-- @restart
ALTER SERVICE MASTER KEY REGENERATE;
GO
--> Msg 15329, Level 16, State 1
--> {any}
