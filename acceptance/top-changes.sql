-- Large tables are changed in small steps: so many rows at a time, until none is left.
CREATE DATABASE Steps;
GO

USE Steps;
CREATE TABLE Old (Id int PRIMARY KEY, Seen bit NOT NULL DEFAULT 0);
CREATE TABLE Kept (Id int PRIMARY KEY, Seen bit NOT NULL DEFAULT 0);
INSERT INTO Old (Id) SELECT value FROM STRING_SPLIT('1,2,3,4,5', ',');
GO
--> Changed database context to 'Steps'.
--> (5 rows affected)

UPDATE TOP (2) Old SET Seen = 1 WHERE Id > 1;
DECLARE @n int = 1;
INSERT TOP (@n) INTO Kept (Id) SELECT Id FROM Old WHERE Seen = 1;
SELECT (SELECT COUNT(*) FROM Old WHERE Seen = 1 AND Id > 1) AS seen, (SELECT COUNT(*) FROM Kept) AS kept;
GO
--> (2 rows affected)
--> (1 rows affected)
--> seen|kept
--> ----|----
--> 2|1
--> (1 rows affected)

WHILE 1 = 1
BEGIN
    DELETE TOP (2) FROM Old OUTPUT deleted.Seen INTO Kept (Seen) WHERE Id > 99;
    IF @@ROWCOUNT = 0 BREAK
END;
DECLARE @steps int = 0, @rows int = 1;
WHILE @rows > 0
BEGIN
    DELETE TOP (2) Old WHERE Id BETWEEN 1 AND 5;
    SET @rows = @@ROWCOUNT;
    SET @steps += 1;
END;
SELECT @steps AS steps, COUNT(*) AS left_over FROM Old;
GO
--> (0 rows affected)
--> (2 rows affected)
--> (2 rows affected)
--> (1 rows affected)
--> (0 rows affected)
--> steps|left_over
--> -----|---------
--> 4|0
--> (1 rows affected)

DELETE TOP 5 FROM Old;
GO
--> Msg 102, Level 15, State 1
--> Incorrect syntax near '5'.

DELETE TOP (5) PERCENT FROM Old;
GO
--> Msg 49900, Level 16, State 1
--> TOP with PERCENT or TIES in UPDATE or DELETE is not supported.

UPDATE TOP (1) o SET Seen = 1 FROM Old AS o JOIN Kept AS k ON k.Id = o.Id;
GO
--> Msg 49900, Level 16, State 1
--> TOP in UPDATE or DELETE with FROM is not supported.

INSERT TOP (1) INTO Kept (Id) VALUES (9);
GO
--> Msg 49900, Level 16, State 1
--> INSERT TOP without a query is not supported.

-- No number of rows is an error, not all of them.
INSERT INTO Old (Id) SELECT value FROM STRING_SPLIT('1,2,3', ',');
DECLARE @none int;
DELETE TOP (@none) FROM Old;
GO
--> (3 rows affected)
--> Msg 1014, Level 15, State 1
--> A TOP or FETCH clause contains an invalid value.

DECLARE @none int;
UPDATE TOP (@none) Old SET Seen = 1;
GO
--> Msg 1014, Level 15, State 1
--> A TOP or FETCH clause contains an invalid value.

DECLARE @none int;
INSERT TOP (@none) INTO Kept (Id) SELECT Id FROM Old;
GO
--> Msg 1014, Level 15, State 1
--> A TOP or FETCH clause contains an invalid value.

DECLARE @n int = -1;
DELETE TOP (@n) FROM Old;
GO
--> Msg 127, Level 15, State 1
--> A TOP N or FETCH rowcount value may not be negative.

DECLARE @none int;
SELECT TOP (@none) PERCENT Id FROM Old;
GO
--> Msg 1014, Level 15, State 1
--> A TOP or FETCH clause contains an invalid value.

DECLARE @none int;
SELECT Id FROM Old ORDER BY Id OFFSET 1 ROWS FETCH NEXT @none ROWS ONLY;
GO
--> Msg 1014, Level 15, State 1
--> A TOP or FETCH clause contains an invalid value.

SELECT Id FROM Old ORDER BY Id OFFSET 1 ROWS FETCH NEXT 0 ROWS ONLY;
GO
--> Msg 10744, Level 15, State 1
--> The number of rows provided for a FETCH clause must be greater then zero.

DECLARE @n int = -1;
SELECT Id FROM Old ORDER BY Id OFFSET @n ROWS;
GO
--> Msg 10742, Level 15, State 1
--> The offset specified in a OFFSET clause may not be negative.

DECLARE @none int;
SELECT Id FROM Old ORDER BY Id OFFSET @none ROWS;
GO
--> Msg 10743, Level 15, State 1
--> The number of rows provided for an OFFSET clause must be an integer.

DECLARE @n int = 1;
DELETE TOP (@n + 1) FROM Old OUTPUT deleted.Id WHERE Id > @n;
SELECT TOP (@n) Id FROM Old ORDER BY Id;
SELECT TOP (0) Id FROM Old;
GO
--> Id
--> --
--> 2
--> 3
--> (2 rows affected)
--> Id
--> --
--> 1
--> (1 rows affected)
--> Id
--> --
--> (0 rows affected)

CREATE VIEW Seen AS SELECT Id, Seen FROM Old;
GO

UPDATE TOP (1) Seen SET Seen = 1;
GO
--> Msg 49900, Level 16, State 1
--> TOP in UPDATE or DELETE of a view is not supported.
