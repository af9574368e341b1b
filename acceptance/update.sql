-- UPDATE changes the rows it is told to, all or none, and counts them.
-- @instance shared
CREATE DATABASE Updates;
USE Updates;
CREATE TABLE dbo.Price (Id int PRIMARY KEY, Amount decimal(9,2) NOT NULL CHECK (Amount > 0), Note nvarchar(10) NULL);
CREATE TABLE dbo.Rise (PriceId int NOT NULL, Factor int NOT NULL);
INSERT INTO Price VALUES (1, 10, N'a'), (2, 20, N'b'), (3, 30, NULL);
INSERT INTO Rise VALUES (2, 3);
GO
--> Changed database context to 'Updates'.
--> (3 rows affected)
--> (1 rows affected)

UPDATE Price SET Amount += 0.5, Note = NULL WHERE Id <= 2;
UPDATE p SET Amount = p.Amount * r.Factor FROM Price AS p JOIN Rise AS r ON r.PriceId = p.Id;
UPDATE Price SET Note = N'none' WHERE Id = 99;
SELECT Id, Amount, Note FROM Price ORDER BY Id;
GO
--> (2 rows affected)
--> (1 rows affected)
--> (0 rows affected)
--> Id|Amount|Note
--> --|------|----
--> 1|10.50|NULL
--> 2|61.50|NULL
--> 3|30.00|NULL
--> (3 rows affected)

-- Hints of the table that is changed, with commas between them or without, and the way hints were written before.
INSERT INTO Price WITH (TABLOCK) (Id, Amount) SELECT 7, 1 FROM Rise (NOLOCK);
INSERT INTO Price WITH (TABLOCK) VALUES (8, 1, NULL);
UPDATE Price WITH (ROWLOCK PAGLOCK, READCOMMITTED) SET Amount = 2 WHERE Id >= 7;
SELECT p.Id, p.Amount FROM Price p (NOLOCK) JOIN Price AS q (NOLOCK) ON q.Id = p.Id WHERE p.Id >= 7 ORDER BY p.Id;
DELETE FROM Price WITH (TABLOCK) WHERE Id >= 7;
GO
--> (1 rows affected)
--> (1 rows affected)
--> (2 rows affected)
--> Id|Amount
--> --|------
--> 7|2.00
--> 8|2.00
--> (2 rows affected)
--> (2 rows affected)

UPDATE Price WITH (UPDLOCK) SET Amount = 2;
GO
--> Msg 49900, Level 16, State 1
--> A table hint other than a lock hint is not supported.

UPDATE Price SET Amount = Amount - 15;
GO
--> Msg 547, Level 16, State 1
--> The UPDATE statement conflicted with the CHECK constraint "{any}". The conflict occurred in database "Updates", table "dbo.Price", column 'Amount'.

UPDATE Price SET Amount = NULL WHERE Id = 1;
GO
--> Msg 515, Level 16, State 1
--> Cannot insert the value NULL into column 'Amount', table 'Updates.dbo.Price'; column does not allow nulls. UPDATE fails.

UPDATE Price SET Id = 2 WHERE Id = 1;
GO
--> Msg 2627, Level 14, State 1
--> Violation of PRIMARY KEY constraint '{any}'. Cannot insert duplicate key in object 'dbo.Price'. The duplicate key value is (2).

UPDATE Price SET Nothing = 1;
GO
--> Msg 207, Level 16, State 1
--> Invalid column name 'Nothing'.

SELECT SUM(Amount) AS Total FROM Price;
USE master;
DROP DATABASE Updates;
GO
--> Total
--> -----
--> 102.00
--> (1 rows affected)
--> Changed database context to 'master'.
