-- A certificate is made here, or comes from its exported files.
-- @instance shared
CREATE CERTIFICATE Made WITH SUBJECT = 'Made here', START_DATE = '20260101', EXPIRY_DATE = '20991231';
GO
CREATE CERTIFICATE Made WITH SUBJECT = 'The name is taken';
GO
--> Msg 15232, Level 16, State 1
--> A certificate with name 'Made' already exists or this certificate already has been added to the database.

CREATE CERTIFICATE NoSubject WITH SUBJECT = '';
GO
--> Msg 15212, Level 16, State 1
--> The certificate subject must have between 1 and 128 characters.

CREATE CERTIFICATE Expired WITH SUBJECT = 'Its time is over', START_DATE = '20200101', EXPIRY_DATE = '20210101';
GO
--> Warning: The certificate you created is expired.

CREATE CERTIFICATE Early WITH SUBJECT = 'Its time is to come', START_DATE = '20980101', EXPIRY_DATE = '20990101';
GO
--> Warning: The certificate you created is not yet valid; its start date is in the future.

CREATE CERTIFICATE Backwards WITH SUBJECT = 'Ends before it begins', START_DATE = '20980101', EXPIRY_DATE = '20970101';
GO
--> Warning: The certificate you created has an invalid validity period; its expiration date precedes its start date.

CREATE CERTIFICATE WithPassword ENCRYPTION BY PASSWORD = 'weak' WITH SUBJECT = 'Its password breaks the policy';
GO
--> Msg 15116, Level 16, State 1
--> Password validation failed. The password does not meet the operating system policy requirements because it is too short.

BACKUP CERTIFICATE Made TO FILE = '$(dir)/made.cer'
    WITH PRIVATE KEY (FILE = '$(dir)/made.pvk', ENCRYPTION BY PASSWORD = 'Green lanterns over 3 bridges');
BACKUP CERTIFICATE Early TO FILE = '$(dir)/early.cer';
GO
--> The private key was written as encrypted PKCS#8 (PBES2, AES-256, PBKDF2).

-- The same certificate twice, under whichever name, is refused.
CREATE CERTIFICATE MadeAgain FROM FILE = '$(dir)/made.cer'
    WITH PRIVATE KEY (FILE = '$(dir)/made.pvk', DECRYPTION BY PASSWORD = 'Green lanterns over 3 bridges');
GO
--> Msg 15232, Level 16, State 1
--> A certificate with name 'MadeAgain' already exists or this certificate already has been added to the database.

DROP CERTIFICATE Made;
GO

CREATE CERTIFICATE Made FROM FILE = '$(dir)/nowhere.cer';
GO
--> Msg 15208, Level 16, State 1
--> The certificate, asymmetric key, or private key file is not valid or does not exist; or you do not have permissions for it.

-- @write garbage.cer This is no certificate.
CREATE CERTIFICATE Made FROM FILE = '$(dir)/garbage.cer';
GO
--> Msg 15208, Level 16, State 1
--> The certificate, asymmetric key, or private key file is not valid or does not exist; or you do not have permissions for it.

CREATE CERTIFICATE Made FROM FILE = '$(dir)/made.cer'
    WITH PRIVATE KEY (FILE = '$(dir)/made.pvk', DECRYPTION BY PASSWORD = 'Red lanterns over 3 bridges');
GO
--> Msg 15465, Level 16, State 1
--> The private key password is invalid.

CREATE CERTIFICATE Made FROM FILE = '$(dir)/made.cer'
    WITH PRIVATE KEY (FILE = '$(dir)/nowhere.pvk', DECRYPTION BY PASSWORD = 'Green lanterns over 3 bridges');
GO
--> Msg 15208, Level 16, State 1
--> The certificate, asymmetric key, or private key file is not valid or does not exist; or you do not have permissions for it.

-- A private key that is not this certificate's.
CREATE CERTIFICATE Mismatched FROM FILE = '$(dir)/early.cer'
    WITH PRIVATE KEY (FILE = '$(dir)/made.pvk', DECRYPTION BY PASSWORD = 'Green lanterns over 3 bridges');
GO
--> Msg 15474, Level 16, State 1
--> Invalid private key. The private key does not match the public key of the certificate.

CREATE CERTIFICATE Made FROM FILE = '$(dir)/made.cer'
    WITH PRIVATE KEY (FILE = '$(dir)/made.pvk', DECRYPTION BY PASSWORD = 'Green lanterns over 3 bridges');
GO

DROP CERTIFICATE Made;
DROP CERTIFICATE Expired;
DROP CERTIFICATE Early;
GO
