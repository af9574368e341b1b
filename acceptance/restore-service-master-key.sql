-- The service master key comes back from its file, and everything below it opens as before.
CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Quiet harbour, 7 cranes';
CREATE CERTIFICATE Kept WITH SUBJECT = 'Below the service master key';
BACKUP SERVICE MASTER KEY TO FILE = '$(dir)/smk' ENCRYPTION BY PASSWORD = '3dH85Hhk003GHk2597gheij4';
GO

RESTORE SERVICE MASTER KEY FROM FILE = '$(dir)/nowhere' DECRYPTION BY PASSWORD = '3dH85Hhk003GHk2597gheij4';
GO
--> Msg 15317, Level 16, State 1
--> The master key file does not exist or has invalid format.

-- @write garbage This is no key.
RESTORE SERVICE MASTER KEY FROM FILE = '$(dir)/garbage' DECRYPTION BY PASSWORD = '3dH85Hhk003GHk2597gheij4';
GO
--> Msg 15317, Level 16, State 1
--> The master key file does not exist or has invalid format.

RESTORE SERVICE MASTER KEY FROM FILE = '$(dir)/smk' DECRYPTION BY PASSWORD = 'Wrong as 1 password can be';
GO
--> Msg 15465, Level 16, State 1
--> The private key password is invalid.

RESTORE SERVICE MASTER KEY FROM FILE = '$(dir)/smk' DECRYPTION BY PASSWORD = '3dH85Hhk003GHk2597gheij4';
GO
--> The old and new master keys are identical. No data re-encryption is required.

-- Another server's key: what is below it is encrypted anew, and goes on.
-- @instance B
BACKUP SERVICE MASTER KEY TO FILE = '$(dir)/other' ENCRYPTION BY PASSWORD = '3dH85Hhk003GHk2597gheij4';
GO

-- @instance A
RESTORE SERVICE MASTER KEY FROM FILE = '$(dir)/other' DECRYPTION BY PASSWORD = '3dH85Hhk003GHk2597gheij4';
GO

-- @restart
BACKUP CERTIFICATE Kept TO FILE = '$(dir)/kept.cer'
    WITH PRIVATE KEY (FILE = '$(dir)/kept.pvk', ENCRYPTION BY PASSWORD = 'Green lanterns over 3 bridges');
GO
--> The private key was written as encrypted PKCS#8 (PBES2, AES-256, PBKDF2).
