-- INSERT adds whole rows or none, numbers them itself and names what stands in the way.
-- @instance shared
CREATE DATABASE Inserts;
USE Inserts;
CREATE TABLE dbo.Person (
    Id int IDENTITY(1,1) PRIMARY KEY,
    Name nvarchar(10) NOT NULL,
    Age int NULL DEFAULT 18
);
CREATE TABLE dbo.Pair (A int PRIMARY KEY, B int NULL);
GO
--> Changed database context to 'Inserts'.

INSERT INTO dbo.Person (Name, Age) VALUES (N'Ann', 30), (N'Bob', NULL);
INSERT Person (Name) VALUES (N'Čeněk');
INSERT INTO Person VALUES (N'Dora', DEFAULT);
INSERT INTO Person (Name, Age) SELECT Name + N'2', Age FROM Person WHERE Age IS NOT NULL ORDER BY Id;
SELECT Id, Name, Age FROM Person ORDER BY Id;
SELECT SCOPE_IDENTITY() AS Last_number;
GO
--> (2 rows affected)
--> (1 rows affected)
--> (1 rows affected)
--> (3 rows affected)
--> Id|Name|Age
--> --|----|---
--> 1|Ann|30
--> 2|Bob|NULL
--> 3|Čeněk|18
--> 4|Dora|18
--> 5|Ann2|30
--> 6|Čeněk2|18
--> 7|Dora2|18
--> (7 rows affected)
--> Last_number
--> -----------
--> 7
--> (1 rows affected)

INSERT INTO Person (Name) VALUES (N'Eve'), (NULL);
GO
--> Msg 515, Level 16, State 1
--> Cannot insert the value NULL into column 'Name', table 'Inserts.dbo.Person'; column does not allow nulls. INSERT fails.

INSERT INTO Pair VALUES (1, 1);
INSERT INTO Pair VALUES (2, 2), (1, 3);
SELECT COUNT(*) AS n FROM Pair;
GO
--> (1 rows affected)
--> Msg 2627, Level 14, State 1
--> Violation of PRIMARY KEY constraint '{any}'. Cannot insert duplicate key in object 'dbo.Pair'. The duplicate key value is (1).
--> n
--> -
--> 1
--> (1 rows affected)

INSERT INTO Person VALUES (N'Few');
GO
--> Msg 213, Level 16, State 1
--> Column name or number of supplied values does not match table definition.

INSERT INTO Person (Name, Nothing) VALUES (N'x', 1);
GO
--> Msg 207, Level 16, State 1
--> Invalid column name 'Nothing'.

INSERT INTO Person (Id, Name) VALUES (7, N'x');
GO
--> Msg 544, Level 16, State 1
--> Cannot insert explicit value for identity column in table 'Person' when IDENTITY_INSERT is set to OFF.

INSERT INTO Person (Name) VALUES (N'far too long a name');
GO
--> Msg 2628, Level 16, State 1
--> String or binary data would be truncated in table 'Inserts.dbo.Person', column 'Name'. Truncated value: '...'.

INSERT INTO Nobody VALUES (1);
GO
--> Msg 208, Level 16, State 1
--> Invalid object name 'Nobody'.

USE master;
DROP DATABASE Inserts;
GO
--> Changed database context to 'master'.
