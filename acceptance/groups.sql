-- Rows become one string in the order that was asked for, and totals stand beside what they are totals of.
CREATE DATABASE Totals;
GO

USE Totals;
CREATE TABLE Sold (Region varchar(10), Town varchar(10), Amount int);
INSERT INTO Sold VALUES ('North', 'Oslo', 1), ('North', 'Bergen', 2), ('South', 'Rome', 4), ('South', NULL, 8);
GO
--> Changed database context to 'Totals'.
--> (4 rows affected)

SELECT Region, STRING_AGG(Town, ', ') WITHIN GROUP (ORDER BY Town) AS towns,
    STRING_AGG(Amount, '+') WITHIN GROUP (ORDER BY Amount DESC) AS amounts
FROM Sold GROUP BY Region ORDER BY Region;
SELECT STUFF((SELECT ',' + Town FROM Sold WHERE Region = r.Region ORDER BY Town DESC FOR XML PATH('')), 1, 1, '') AS towns
FROM (SELECT DISTINCT Region FROM Sold) AS r ORDER BY towns;
SELECT (SELECT Town + '<&>' AS [text()] FROM Sold WHERE Amount < 2 FOR XML PATH('')) AS xml,
    (SELECT Town + '<&>' AS [text()] FROM Sold WHERE Amount < 2 FOR XML PATH(''), TYPE).value('.', 'nvarchar(max)') AS plain,
    (SELECT ',' + Town FROM Sold WHERE Amount > 99 FOR XML PATH('')) AS nothing;
GO
--> Region|towns|amounts
--> ------|-----|-------
--> North|Bergen, Oslo|2+1
--> South|Rome|8+4
--> (2 rows affected)
--> towns
--> -----
--> Oslo,Bergen
--> Rome
--> (2 rows affected)
--> xml|plain|nothing
--> ---|-----|-------
--> Oslo&lt;&amp;&gt;|Oslo<&>|NULL
--> (1 rows affected)

SELECT Region, SUM(Amount) AS sum, GROUPING(Region) AS total FROM Sold GROUP BY Region WITH ROLLUP ORDER BY total, Region;
SELECT Region, Town, SUM(Amount) AS sum, GROUPING_ID(Region, Town) AS level FROM Sold
GROUP BY GROUPING SETS ((Region, Town), (Region), ()) ORDER BY level, Region, sum OPTION (RECOMPILE);
SELECT COUNT(*) AS n FROM (SELECT Region, Town, SUM(Amount) AS s FROM Sold GROUP BY CUBE (Region, Town)) AS c;
GO
--> Region|sum|total
--> ------|---|-----
--> North|3|0
--> South|12|0
--> NULL|15|1
--> (3 rows affected)
--> Region|Town|sum|level
--> ------|----|---|-----
--> North|Oslo|1|0
--> North|Bergen|2|0
--> South|Rome|4|0
--> South|NULL|8|0
--> North|NULL|3|1
--> South|NULL|12|1
--> NULL|NULL|15|3
--> (7 rows affected)
--> n
--> -
--> 11
--> (1 rows affected)

SELECT Region, Town FROM Sold ORDER BY 3;
GO
--> Msg 108, Level 16, State 1
--> The ORDER BY position number 3 is out of range of the number of items in the select list.

SELECT * FROM Sold ORDER BY 4;
GO
--> Msg 108, Level 16, State 1
--> The ORDER BY position number 4 is out of range of the number of items in the select list.

SELECT MAX(Amount) WITHIN GROUP (ORDER BY Town) FROM Sold;
GO
--> Msg 49900, Level 16, State 1
--> WITHIN GROUP in this function is not supported.
