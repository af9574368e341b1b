-- CREATE VIEW keeps a query under a name, with the names and types of its columns.
-- @instance shared
CREATE DATABASE Viewed;
USE Viewed;
CREATE TABLE dbo.Sale (SaleId int PRIMARY KEY, Buyer nvarchar(20) NULL, Amount decimal(9,2) NULL, SoldAt datetime NULL);
INSERT INTO Sale VALUES (1, N'Ann', 10, '2026-01-02'), (2, N'Bob', 5.5, NULL), (3, N'Ann', 2, NULL);
GO
--> Changed database context to 'Viewed'.
--> (3 rows affected)

CREATE VIEW dbo.Everything AS SELECT * FROM dbo.Sale;
GO

CREATE VIEW Totals (Buyer, [Total Amount]) AS SELECT Buyer, SUM(Amount) FROM Sale GROUP BY Buyer;
GO

SELECT * FROM everything WHERE SaleId = 1;
SELECT * FROM Totals ORDER BY Buyer;
SELECT t.[Total Amount], e.SaleId FROM Totals AS t JOIN Everything AS e ON e.Buyer = t.Buyer WHERE e.SaleId = 2;
GO
--> SaleId|Buyer|Amount|SoldAt
--> ------|-----|------|------
--> 1|Ann|10.00|2026-01-02 00:00:00.000
--> (1 rows affected)
--> Buyer|Total Amount
--> -----|------------
--> Ann|12.000000
--> Bob|5.500000
--> (2 rows affected)
--> Total Amount|SaleId
--> ------------|------
--> 5.500000|2
--> (1 rows affected)

CREATE VIEW Unnamed AS SELECT SaleId, Amount * 2 FROM Sale;
GO
--> Msg 4511, Level 16, State 1
--> Create View or Function failed because no column name was specified for column 2.

CREATE VIEW Totals AS SELECT SaleId FROM Sale;
GO
--> Msg 2714, Level 16, State 1
--> There is already an object named 'Totals' in the database.

-- Views travel with their database, also those over the catalogue.
CREATE VIEW Mine AS SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME LIKE 'S%';
GO

USE master;
BACKUP DATABASE Viewed TO DISK = '$(dir)/viewed.bak' WITH COMPRESSION;
RESTORE DATABASE ViewedAgain FROM DISK = '$(dir)/viewed.bak';
SELECT * FROM ViewedAgain.dbo.Totals ORDER BY Buyer;
SELECT * FROM ViewedAgain.dbo.Mine;
DROP DATABASE ViewedAgain;
USE Viewed;
GO
--> Changed database context to 'master'.
--> Processed {n} pages for database 'Viewed', file 'Viewed' on file 1.
--> Processed {n} pages for database 'Viewed', file 'Viewed_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).
--> Processed {n} pages for database 'ViewedAgain', file 'Viewed' on file 1.
--> Processed {n} pages for database 'ViewedAgain', file 'Viewed_log' on file 1.
--> RESTORE DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).
--> Buyer|Total Amount
--> -----|------------
--> Ann|12.000000
--> Bob|5.500000
--> (2 rows affected)
--> TABLE_NAME
--> ----------
--> Sale
--> (1 rows affected)
--> Changed database context to 'Viewed'.

DROP TABLE Totals;
GO
--> Msg 3705, Level 16, State 1
--> Cannot use DROP TABLE with 'Totals' because 'Totals' is a view. Use DROP VIEW.

DROP VIEW Totals, dbo.Everything;
SELECT * FROM Totals;
GO
--> Msg 208, Level 16, State 1
--> Invalid object name 'Totals'.

USE master;
DROP DATABASE Viewed;
GO
--> Changed database context to 'master'.
