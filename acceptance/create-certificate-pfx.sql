-- A certificate travels with its private key in one PFX file.
-- @instance shared
CREATE CERTIFICATE Traveller WITH SUBJECT = 'In a PFX';
GO
BACKUP CERTIFICATE Traveller TO FILE = '$(dir)/traveller.pfx'
    WITH FORMAT = 'PFX', PRIVATE KEY (ENCRYPTION BY PASSWORD = N'Grüne Laternen über 3 Brücken');
GO

DROP CERTIFICATE Traveller;
GO

CREATE CERTIFICATE Traveller FROM FILE = '$(dir)/traveller.pfx'
    WITH FORMAT = 'PFX', PRIVATE KEY (DECRYPTION BY PASSWORD = N'Grune Laternen uber 3 Brucken');
GO
--> Msg 15465, Level 16, State 1
--> The private key password is invalid.

CREATE CERTIFICATE Traveller FROM FILE = '$(dir)/traveller.pfx'
    WITH FORMAT = 'PFX', PRIVATE KEY (DECRYPTION BY PASSWORD = N'Grüne Laternen über 3 Brücken');
GO

-- @write garbage.pfx This is no PFX.
CREATE CERTIFICATE Garbage FROM FILE = '$(dir)/garbage.pfx'
    WITH FORMAT = 'PFX', PRIVATE KEY (DECRYPTION BY PASSWORD = N'Grüne Laternen über 3 Brücken');
GO
--> Msg 15208, Level 16, State 1
--> The certificate, asymmetric key, or private key file is not valid or does not exist; or you do not have permissions for it.

-- @copy traveller.pfx copy.pfx
CREATE CERTIFICATE Twin FROM FILE = '$(dir)/copy.pfx'
    WITH FORMAT = 'PFX', PRIVATE KEY (DECRYPTION BY PASSWORD = N'Grüne Laternen über 3 Brücken');
GO
--> Msg 15232, Level 16, State 1
--> A certificate with name 'Twin' already exists or this certificate already has been added to the database.

DROP CERTIFICATE Traveller;
GO
