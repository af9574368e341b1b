-- Values become what stands beside them or receives them, where SQL Server does that by itself, with its errors.
-- @instance shared
CREATE DATABASE Converted;
USE Converted;
CREATE TABLE dbo.T (Id int PRIMARY KEY, Text nvarchar(30) NULL, Moment datetime NULL, Price decimal(9,2) NULL,
    Done bit NULL, Guid uniqueidentifier NULL, Ratio float NULL, Cost money NULL, Small tinyint NULL, Day date NULL);
GO
--> Changed database context to 'Converted'.

INSERT dbo.T (Id, Text, Moment, Price, Done, Guid, Ratio, Cost, Small, Day)
    VALUES ('7', 5, '2026-11-30 14:10:07.005', '1.555', 'true', '{6F9619FF-8B86-D011-B42D-00C04FC964FF}', ' 1e2', '$1,234.5', '', 'Nov 30, 2026');
INSERT dbo.T (Id, Text, Moment, Done) SELECT N' 8 ', CAST('20261130 02:05' AS datetime), '', '-1';
SELECT Id, Text, Moment, Price, Done, Ratio, Cost, Small, Day FROM dbo.T;
UPDATE dbo.T SET Price = '2', Text = Cost WHERE Id = '7';
SELECT Price, Text FROM dbo.T WHERE Id IN ('7', 9) AND Done = 'TRUE' AND Moment > '11/30/2026' AND Guid = '6F9619FF-8B86-D011-B42D-00C04FC964FF';
GO
--> (1 rows affected)
--> (1 rows affected)
--> Id|Text|Moment|Price|Done|Ratio|Cost|Small|Day
--> --|----|------|-----|----|-----|----|-----|---
--> 7|5|2026-11-30 14:10:07.007|1.56|1|100.0|1234.5000|0|2026-11-30
--> 8|Nov 30 2026  2:05AM|1900-01-01 00:00:00.000|NULL|1|NULL|NULL|NULL|NULL
--> (2 rows affected)
--> (1 rows affected)
--> Price|Text
--> -----|----
--> 2.00|1234.50
--> (1 rows affected)

DECLARE @text varchar(10) = '12', @number int, @none int;
SET @number = @text;
SELECT @number AS Number, @text + 1 AS Added, '5' * 2 AS Doubled, ISNULL(@none, '') AS Nothing,
    CASE @number WHEN '12' THEN 'twelve' END AS Word, CAST('' AS int) AS Zero, CAST('10:15' AS datetime) AS Morning,
    CAST($1.5 AS varchar(10)) AS Money;
EXEC sp_executesql N'SELECT Id FROM dbo.T WHERE Id = @p AND Text LIKE ''%23%''', N'@p nvarchar(20)', N'7';
SELECT Id FROM dbo.T WHERE Id LIKE '8%';
GO
--> Number|Added|Doubled|Nothing|Word|Zero|Morning|Money
--> ------|-----|-------|-------|----|----|-------|-----
--> 12|13|10|0|twelve|0|1900-01-01 10:15:00.000|1.50
--> (1 rows affected)
--> Id
--> --
--> 7
--> (1 rows affected)
--> Id
--> --
--> 8
--> (1 rows affected)

INSERT dbo.T (Id) VALUES ('abc');
GO
--> Msg 245, Level 16, State 1
--> Conversion failed when converting the varchar value 'abc' to data type int.

SELECT Id FROM dbo.T WHERE Text = 1234;
GO
--> Msg 245, Level 16, State 1
--> Conversion failed when converting the nvarchar value 'Nov 30 2026  2:05AM' to data type int.

INSERT dbo.T (Id) VALUES ('2147483648');
GO
--> Msg 248, Level 16, State 1
--> The conversion of the varchar value '2147483648' overflowed an int column.

INSERT dbo.T (Id, Small) VALUES (1, '256');
GO
--> Msg 244, Level 16, State 1
--> The conversion of the varchar value '256' overflowed an INT1 column. Use a larger integer column.

INSERT dbo.T (Id, Price) VALUES (1, 'x');
GO
--> Msg 8114, Level 16, State 1
--> Error converting data type varchar to numeric.

INSERT dbo.T (Id, Price) VALUES (1, '12345678');
GO
--> Msg 8115, Level 16, State 1
--> Arithmetic overflow error converting varchar to data type numeric.

INSERT dbo.T (Id, Done) VALUES (1, 'yes');
GO
--> Msg 245, Level 16, State 1
--> Conversion failed when converting the varchar value 'yes' to data type bit.

INSERT dbo.T (Id, Moment) VALUES (1, 'now');
GO
--> Msg 241, Level 16, State 1
--> Conversion failed when converting date and/or time from character string.

INSERT dbo.T (Id, Moment) VALUES (1, '2026-02-30');
GO
--> Msg 242, Level 16, State 1
--> The conversion of a varchar data type to a datetime data type resulted in an out-of-range value.

INSERT dbo.T (Id, Moment) VALUES (1, '17521231');
GO
--> Msg 242, Level 16, State 1
--> The conversion of a varchar data type to a datetime data type resulted in an out-of-range value.

INSERT dbo.T (Id, Cost) VALUES (1, '1,2$');
GO
--> Msg 235, Level 16, State 1
--> Cannot convert a char value to money. The char value has incorrect syntax.

INSERT dbo.T (Id, Guid) VALUES (1, '6F9619FF');
GO
--> Msg 8169, Level 16, State 1
--> Conversion failed when converting from a character string to uniqueidentifier.

INSERT dbo.T (Id, Guid) VALUES (1, 5);
GO
--> Msg 206, Level 16, State 1
--> Operand type clash: int is incompatible with uniqueidentifier

UPDATE dbo.T SET Price = Moment;
GO
--> Msg 257, Level 16, State 1
--> Implicit conversion from data type datetime to decimal is not allowed. Use the CONVERT function to run this query.

SELECT Id FROM dbo.T WHERE Day = 5;
GO
--> Msg 206, Level 16, State 1
--> Operand type clash: date is incompatible with int

DECLARE @text nvarchar(10) = N'x1', @number int;
SET @number = @text;
GO
--> Msg 245, Level 16, State 1
--> Conversion failed when converting the nvarchar value 'x1' to data type int.

-- A datetime and a number of days: what scripts about the last week, midnight and durations are made of.
CREATE TABLE #Moments (At datetime NOT NULL, Days decimal(9,2) NOT NULL);
INSERT #Moments VALUES ('2026-03-01T06:00:00', 1.25);
DECLARE @d datetime = '2026-11-30T12:00:00';
SELECT CONVERT(varchar(30), At - 1, 120) AS a, CONVERT(varchar(30), At - Days, 120) AS b,
    CONVERT(varchar(30), At + 1.5, 120) AS c, CONVERT(varchar(30), @d - 7, 120) AS d FROM #Moments WHERE At < GETDATE() + 36500;
SELECT CONVERT(varchar(30), DATEADD(ss, 3661, 0), 108) AS duration,
    CONVERT(varchar(30), DATEADD(dd, DATEDIFF(dd, 0, @d), 0), 120) AS midnight,
    CAST(CAST('1900-01-03T12:00:00' AS datetime) AS float) AS days, CAST(CAST('1900-01-03T12:00:00' AS datetime) AS int) AS whole,
    CONVERT(varchar(30), CAST(2.5 AS datetime), 120) AS back;
SELECT COUNT(*) AS n FROM #Moments WHERE At >= @d - 7;
SET @d = @d - 1;
SELECT DATEDIFF(day, GETDATE() - 7, GETDATE()) AS week, CONVERT(varchar(30), @d, 120) AS before;
GO
--> (1 rows affected)
--> a|b|c|d
--> -|-|-|-
--> 2026-02-28 06:00:00|2026-02-28 00:00:00|2026-03-02 18:00:00|2026-11-23 12:00:00
--> (1 rows affected)
--> duration|midnight|days|whole|back
--> --------|--------|----|-----|----
--> 01:01:01|2026-11-30 00:00:00|2.5|3|1900-01-03 12:00:00
--> (1 rows affected)
--> n
--> -
--> 0
--> (1 rows affected)
--> week|before
--> ----|------
--> 7|2026-11-29 12:00:00
--> (1 rows affected)

-- Columns may be named with their database and without its schema.
SELECT COUNT(msdb..backupset.type) AS n FROM msdb..backupset WHERE msdb..backupset.backup_start_date > GETDATE() + 7;
GO
--> n
--> -
--> 0
--> (1 rows affected)
