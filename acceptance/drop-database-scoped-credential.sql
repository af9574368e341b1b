-- A credential of a database that is dropped is gone, and its master key may go.
CREATE DATABASE Scoped;
GO
USE Scoped;
CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Quiet harbour, 7 cranes';
CREATE DATABASE SCOPED CREDENTIAL c WITH IDENTITY = 'somebody', SECRET = 'c2VjcmV0';
DROP DATABASE SCOPED CREDENTIAL C;
GO
--> Changed database context to 'Scoped'.

DROP DATABASE SCOPED CREDENTIAL c;
GO
--> Msg 15151, Level 16, State 1
--> Cannot drop the credential 'c', because it does not exist or you do not have permission.

DROP MASTER KEY;
GO
