-- A database that was restored under other names has one master key, and none of them takes it from the others.
CREATE DATABASE First;
GO
USE First;
CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Quiet harbour, 7 cranes';
CREATE DATABASE SCOPED CREDENTIAL c WITH IDENTITY = 'somebody', SECRET = 'secret';
USE master;
BACKUP DATABASE First TO DISK = '$(dir)/first.bak';
RESTORE DATABASE Second FROM DISK = '$(dir)/first.bak';
RESTORE DATABASE Third FROM DISK = '$(dir)/first.bak' WITH NORECOVERY;
RESTORE DATABASE Third WITH RECOVERY;
RESTORE DATABASE Fourth FROM DISK = '$(dir)/first.bak';
DROP DATABASE First;
GO
--> ...

USE Second;
ALTER DATABASE SCOPED CREDENTIAL c WITH IDENTITY = 'somebody', SECRET = 'another';
GO
--> Changed database context to 'Second'.

DROP DATABASE SCOPED CREDENTIAL c;
DROP MASTER KEY;
USE Third;
ALTER DATABASE SCOPED CREDENTIAL c WITH IDENTITY = 'somebody', SECRET = 'another';
GO
--> Changed database context to 'Third'.

-- The service master key changes, and all copies with it.
USE master;
ALTER SERVICE MASTER KEY REGENERATE;
DROP DATABASE Third;
USE Fourth;
ALTER DATABASE SCOPED CREDENTIAL c WITH IDENTITY = 'somebody', SECRET = 'another';
SELECT name FROM sys.databases WHERE is_master_key_encrypted_by_server = 1;
GO
--> Changed database context to 'master'.
--> The service master key is new and was never backed up. Keep the file of the old one for earlier backups of master, and run BACKUP SERVICE MASTER KEY.
--> Changed database context to 'Fourth'.
--> name
--> ----
--> Fourth
--> (1 rows affected)
