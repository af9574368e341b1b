-- CREATE INDEX makes what it says: a unique one refuses duplicates.
-- @instance shared
CREATE DATABASE Indexed;
USE Indexed;
CREATE TABLE dbo.Book (Id int PRIMARY KEY, Title nvarchar(30) NOT NULL, Shelf int NULL);
INSERT INTO dbo.Book VALUES (1, N'Tides', 4), (2, N'Knots', 4);
GO
--> Changed database context to 'Indexed'.
--> (2 rows affected)

CREATE INDEX IX_Book_Shelf ON dbo.Book (Shelf DESC, Id);
CREATE UNIQUE NONCLUSTERED INDEX UX_Book_Title ON dbo.Book (Title);
GO

INSERT INTO Book VALUES (3, N'Knots', 5);
GO
--> Msg 2601, Level 14, State 1
--> Cannot insert duplicate key row in object 'dbo.Book' with unique index '{any}'. The duplicate key value is (Knots).

INSERT INTO Book VALUES (3, N'knots', 5);
SELECT Title FROM Book WHERE Shelf >= 4 ORDER BY Shelf DESC, Id;
GO
--> (1 rows affected)
--> Title
--> -----
--> knots
--> Tides
--> Knots
--> (3 rows affected)

CREATE UNIQUE INDEX UX_Book_Shelf ON dbo.Book (Shelf);
GO
--> Msg 1505, Level 16, State 1
--> The CREATE UNIQUE INDEX statement terminated because a duplicate key was found for the object name 'dbo.Book' and the index name 'UX_Book_Shelf'. The duplicate key value is (4).

CREATE INDEX IX_Book_None ON dbo.Book (Nothing);
GO
--> Msg 1911, Level 16, State 1
--> Column name 'Nothing' does not exist in the target table or view.

CREATE INDEX IX_Nothing ON dbo.Nothing (Id);
GO
--> Msg 1088, Level 16, State 1
--> Cannot find the object "dbo.Nothing" because it does not exist or you do not have permissions.

USE master;
DROP DATABASE Indexed;
GO
--> Changed database context to 'master'.
