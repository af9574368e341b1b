-- DELETE removes the rows it is told to, and none that others need.
-- @instance shared
CREATE DATABASE Deletes;
USE Deletes;
CREATE TABLE dbo.Room (Id int PRIMARY KEY, Name nvarchar(10) NOT NULL);
CREATE TABLE dbo.Guest (Id int IDENTITY(1,1) PRIMARY KEY, RoomId int NULL CONSTRAINT FK_Guest_Room REFERENCES dbo.Room (Id));
INSERT INTO Room VALUES (1, N'East'), (2, N'West'), (3, N'North');
INSERT INTO Guest VALUES (1), (1), (2), (NULL);
GO
--> Changed database context to 'Deletes'.
--> (3 rows affected)
--> (4 rows affected)

DELETE FROM dbo.Room WHERE Id = 1;
GO
--> Msg 547, Level 16, State 1
--> The DELETE statement conflicted with the REFERENCE constraint "FK_Guest_Room". The conflict occurred in database "Deletes", table "dbo.Guest", column 'RoomId'.

DELETE Guest WHERE RoomId IS NULL;
DELETE g FROM Guest AS g JOIN Room AS r ON r.Id = g.RoomId WHERE r.Name = N'East';
DELETE Room WHERE Id = 1 OR Name LIKE N'N%';
SELECT r.Name, COUNT(*) AS Guests FROM Room r JOIN Guest g ON g.RoomId = r.Id GROUP BY r.Name;
GO
--> (1 rows affected)
--> (2 rows affected)
--> (2 rows affected)
--> Name|Guests
--> ----|------
--> West|1
--> (1 rows affected)

DELETE Room WHERE Nothing = 1;
GO
--> Msg 207, Level 16, State 1
--> Invalid column name 'Nothing'.

-- Numbers once given are not given again.
DELETE Guest;
INSERT INTO Guest VALUES (2);
SELECT Id FROM Guest;
GO
--> (1 rows affected)
--> (1 rows affected)
--> Id
--> --
--> 5
--> (1 rows affected)

USE master;
DROP DATABASE Deletes;
GO
--> Changed database context to 'master'.
