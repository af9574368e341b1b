-- SELECT answers joins, groups, CTEs, CASE, LIKE and dates as T-SQL writes them.
-- @instance shared
CREATE DATABASE Asked;
USE Asked;
CREATE TABLE dbo.Customer (Id int PRIMARY KEY, Name nvarchar(20) NOT NULL, City nvarchar(20) NULL);
CREATE TABLE dbo.Sale (Id int IDENTITY(1,1) PRIMARY KEY, CustomerId int NOT NULL, Amount decimal(9,2) NOT NULL, Day date NOT NULL);
INSERT INTO Customer VALUES (1, N'Ann', N'Bergen'), (2, N'Bob', NULL), (3, N'Cleo', N'Porto');
INSERT INTO Sale VALUES (1, 10.50, '2026-01-30'), (1, 20, '2026-02-01'), (2, 5, '2026-02-01'), (2, 5, '2026-02-03');
GO
--> Changed database context to 'Asked'.
--> (3 rows affected)
--> (4 rows affected)

SELECT TOP 2 Name, City FROM Customer ORDER BY City;
SELECT TOP (1) WITH TIES Amount FROM Sale ORDER BY Amount;
GO
--> Name|City
--> ----|----
--> Bob|NULL
--> Ann|Bergen
--> (2 rows affected)
--> Amount
--> ------
--> 5.00
--> 5.00
--> (2 rows affected)

SELECT c.Name, COUNT(s.Id) AS Sales, SUM(s.Amount) AS Total
FROM Customer AS c LEFT JOIN Sale AS s ON s.CustomerId = c.Id
GROUP BY c.Name
HAVING COUNT(s.Id) <> 1
ORDER BY Total DESC, c.Name;
GO
--> Name|Sales|Total
--> ----|-----|-----
--> Ann|2|30.50
--> Bob|2|10.00
--> Cleo|0|NULL
--> (3 rows affected)

WITH Big (CustomerId, Most) AS (SELECT CustomerId, MAX(Amount) FROM Sale GROUP BY CustomerId)
SELECT c.[Name], b.Most, CASE WHEN b.Most > 10 THEN 'large' WHEN b.Most IS NULL THEN 'none' ELSE 'small' END AS Size
FROM Big b RIGHT JOIN Customer c ON c.Id = b.CustomerId ORDER BY c.Id;
GO
--> Name|Most|Size
--> ----|----|----
--> Ann|20.000000|large
--> Bob|5.000000|small
--> Cleo|NULL|none
--> (3 rows affected)

SELECT Name FROM Customer WHERE Name LIKE N'[A-B]%' AND Name NOT LIKE '%b' ORDER BY 1;
SELECT Name FROM Customer WHERE City IS NULL OR Id IN (SELECT CustomerId FROM Sale WHERE Amount > 15);
SELECT Id, Day, DATEADD(month, 1, Day) AS Next, DATEDIFF(day, '2026-01-01', Day) AS Days, YEAR(Day) AS Y FROM Sale WHERE Id < 3;
GO
--> Name
--> ----
--> Ann
--> (1 rows affected)
--> Name
--> ----
--> Ann
--> Bob
--> (2 rows affected)
--> Id|Day|Next|Days|Y
--> --|---|----|----|-
--> 1|2026-01-30|2026-02-28|29|2026
--> 2|2026-02-01|2026-03-01|31|2026
--> (2 rows affected)

SELECT 1 + '1' AS Sum, 'a' + N'b' AS Text, 7 / 2 AS Whole, 7 / 2.0 AS Part, NULL AS Nothing, ISNULL(NULL, 'x') AS Given,
    LEN('abc  ') AS Length, CAST(1 AS bit) AS Yes, 0xCAFE AS Bytes, CONVERT(varchar(10), CAST('2026-05-06' AS date), 112) AS Day;
SELECT DISTINCT Amount FROM Sale ORDER BY Amount OFFSET 1 ROWS FETCH NEXT 1 ROWS ONLY;
SELECT 1 AS n UNION ALL SELECT 1 UNION SELECT 2 ORDER BY n;
GO
--> Sum|Text|Whole|Part|Nothing|Given|Length|Yes|Bytes|Day
--> ---|----|-----|----|-------|-----|------|---|-----|---
--> 2|ab|3|3.500000|NULL|x|3|1|0xCAFE|20260506
--> (1 rows affected)
--> Amount
--> ------
--> 10.50
--> (1 rows affected)
--> n
--> -
--> 1
--> 2
--> (2 rows affected)

SELECT * FROM Missing;
GO
--> Msg 208, Level 16, State 1
--> Invalid object name 'Missing'.

SELECT Nothing FROM Customer;
GO
--> Msg 207, Level 16, State 1
--> Invalid column name 'Nothing'.

SELECT Id FROM Customer, Sale;
GO
--> Msg 209, Level 16, State 1
--> Ambiguous column name 'Id'.

SELECT Name FROM Customer GROUP BY City;
GO
--> Msg 8120, Level 16, State 1
--> Column 'Customer.Name' is invalid in the select list because it is not contained in either an aggregate function or the GROUP BY clause.

SELECT FROM Customer;
GO
--> Msg 156, Level 15, State 1
--> Incorrect syntax near the keyword 'FROM'.

USE master;
DROP DATABASE Asked;
GO
--> Changed database context to 'master'.
