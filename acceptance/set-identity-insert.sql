-- SET IDENTITY_INSERT lets one table of a session take values for its identity column.
-- @instance shared
CREATE DATABASE Numbered;
USE Numbered;
CREATE TABLE dbo.Part (Id int IDENTITY(1,1) PRIMARY KEY, Name nvarchar(20) NOT NULL);
CREATE TABLE dbo.Bin (Id int IDENTITY(10,-1), Name nvarchar(20) NULL);
CREATE TABLE dbo.Plain (Id int);
INSERT INTO Part (Name) VALUES (N'first');
GO
--> Changed database context to 'Numbered'.
--> (1 rows affected)

SET IDENTITY_INSERT dbo.Part ON;
INSERT INTO Part (Id, Name) VALUES (7, N'seventh'), (5, N'fifth');
INSERT INTO Part (Name) VALUES (N'none');
GO
--> (2 rows affected)
--> Msg 545, Level 16, State 1
--> Explicit value must be specified for identity column in table 'Part' either when IDENTITY_INSERT is set to ON or when a replication user is inserting into a NOT FOR REPLICATION identity column.

INSERT INTO Part VALUES (9, N'ninth');
GO
--> Msg 8101, Level 16, State 1
--> An explicit value for the identity column in table 'Part' can only be specified when a column list is used and IDENTITY_INSERT is ON.

SET IDENTITY_INSERT Bin ON;
GO
--> Msg 8107, Level 16, State 1
--> IDENTITY_INSERT is already ON for table 'Numbered.dbo.Part'. Cannot perform SET operation for table 'Bin'.

SET IDENTITY_INSERT Part OFF;
INSERT INTO Part (Name) VALUES (N'eighth');
INSERT INTO Part (Id, Name) VALUES (20, N'refused');
SELECT Id, Name FROM Part ORDER BY Id;
GO
--> (1 rows affected)
--> Msg 544, Level 16, State 1
--> Cannot insert explicit value for identity column in table 'Part' when IDENTITY_INSERT is set to OFF.
--> Id|Name
--> --|----
--> 1|first
--> 5|fifth
--> 7|seventh
--> 8|eighth
--> (4 rows affected)

SET IDENTITY_INSERT Bin ON;
INSERT INTO Bin (Id) VALUES (3);
SET IDENTITY_INSERT Bin OFF;
INSERT INTO Bin (Name) VALUES (N'below');
SELECT MIN(Id) AS Last_number FROM Bin;
GO
--> (1 rows affected)
--> (1 rows affected)
--> Last_number
--> -----------
--> 2
--> (1 rows affected)

SET IDENTITY_INSERT Plain ON;
GO
--> Msg 8106, Level 16, State 1
--> Table 'Plain' does not have the identity property. Cannot perform SET operation.

SET IDENTITY_INSERT Nothing ON;
GO
--> Msg 1088, Level 16, State 1
--> Cannot find the object "Nothing" because it does not exist or you do not have permissions.

USE master;
DROP DATABASE Numbered;
GO
--> Changed database context to 'master'.
