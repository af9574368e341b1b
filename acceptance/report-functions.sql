-- Names of files and lines of reports come out as scripts expect them, and what is not known is refused by name.
SELECT STR(123.456, 8, 2) AS a, STR(7) AS b, STR(123456, 3) AS c, STR(1.005, 4, 3) AS d, STR(-12.6, 5) AS e;
SELECT CONVERT(varchar(30), CAST('2026-03-05 21:04:09.123' AS datetime), 109) AS s109,
    CONVERT(varchar(30), CAST('2026-03-15 09:04:09.123' AS datetime), 9) AS s9,
    CONVERT(varchar(30), CAST('2026-03-05 21:04:09.123' AS datetime), 113) AS s113,
    CONVERT(varchar(30), CAST('2026-03-05 21:04:09.123' AS datetime), 13) AS s13;
SELECT CONVERT(varbinary(8), '0x0aFF', 1) AS one, CONVERT(varbinary(8), '0aFF', 2) AS two, CONVERT(varbinary(8), '0x', 1) AS none;
GO
--> a|b|c|d|e
--> -|-|-|-|-
-->   123.46|         7|***|1.01|  -13
--> (1 rows affected)
--> s109|s9|s113|s13
--> ----|--|----|---
--> Mar  5 2026  9:04:09:123PM|Mar 15 2026  9:04:09:123AM|05 Mar 2026 21:04:09:123|05 Mar 2026 21:04:09:123
--> (1 rows affected)
--> one|two|none
--> ---|---|----
--> 0x0AFF|0x0AFF|0x
--> (1 rows affected)

SELECT CONVERT(varbinary(8), '0aFF', 1) AS one;
GO
--> Msg 8114, Level 16, State 1
--> Error converting data type varchar to varbinary.

SELECT FORMAT(1234567.891, 'N2') AS n2, FORMAT(-5, 'N0') AS n0, FORMAT(42, 'D5') AS d5, FORMAT(42, '00000') AS zeros,
    FORMAT(1234.5, '#,##0.00') AS grouped, FORMAT(0.5, 'F1') AS f1, FORMAT(1234567, '0') AS plain;
SELECT FORMAT(CAST('2026-03-05 21:04:09.123' AS datetime), 'yyyyMMdd_HHmmss') AS stamp,
    FORMAT(CAST('2026-03-05 21:04:09.123' AS datetime), 'yyyy-MM-dd hh:mm:ss.fff tt') AS long,
    FORMAT(CAST('2026-03-05' AS date), 'dddd, MMMM d', 'en-US') AS words, FORMAT(CAST('2026-03-05' AS date), 'd') AS d,
    FORMAT(CAST(NULL AS datetime), 'yyyy') AS nothing;
GO
--> n2|n0|d5|zeros|grouped|f1|plain
--> --|--|--|-----|-------|--|-----
--> 1,234,567.89|-5|00042|00042|1,234.50|0.5|1234567
--> (1 rows affected)
--> stamp|long|words|d|nothing
--> -----|----|-----|-|-------
--> 20260305_210409|2026-03-05 09:04:09.123 PM|Thursday, March 5|3/5/2026|NULL
--> (1 rows affected)

-- Every digit of a bigint; D is for whole numbers, and NULL for others. A digit that rounding adds costs a decimal.
SELECT FORMAT(CAST(9007199254740993 AS bigint), 'N0') AS big, FORMAT(CAST(7 AS smallint), 'D3') AS small,
    FORMAT(CAST(7 AS tinyint), 'D3') AS tiny, FORMAT(CAST(-42 AS bigint), 'D5') AS negative, FORMAT(5.5, 'D5') AS fraction,
    FORMAT(CAST(5 AS float), 'D') AS float, FORMAT(CAST(5 AS money), 'N1') AS money;
SELECT STR(9.99, 3, 1) AS a, STR(99.99, 4, 1) AS b, STR(999.96, 5, 1) AS c, STR(9.996, 4, 2) AS d, STR(-0.55, 4, 2) AS e;
GO
--> big|small|tiny|negative|fraction|float|money
--> ---|-----|----|--------|--------|-----|-----
--> 9,007,199,254,740,993|007|007|-00042|NULL|NULL|5.0
--> (1 rows affected)
--> a|b|c|d|e
--> -|-|-|-|-
-->  10| 100| 1000|10.0|-0.6
--> (1 rows affected)

SELECT FORMAT(CAST('09:04' AS time), 'hh') AS hour;
GO
--> Msg 49900, Level 16, State 1
--> FORMAT of a time is not supported.

SELECT FORMAT(5, 'yyyy') AS wrong;
GO
--> Msg 49900, Level 16, State 1
--> FORMAT of a number with this pattern is not supported.

SELECT FORMAT(5, 'C') AS money;
GO
--> Msg 49900, Level 16, State 1
--> FORMAT with the pattern C is not supported.

SELECT FORMAT(5, 'N0', 'de-DE') AS german;
GO
--> Msg 49900, Level 16, State 1
--> FORMAT with a culture other than en-US is not supported.

SELECT FORMATMESSAGE('%s has %d rows, 100%% of %i', 'shop', 3, 3) AS text, FORMATMESSAGE('%s and %s', 'a') AS missing;
SELECT CASE WHEN ABS(CHECKSUM(NEWID())) % 10 BETWEEN 0 AND 9 AND RAND() < 1 THEN 'random' END AS number;
SELECT CHECKSUM('a') AS sum;
GO
--> text|missing
--> ----|-------
--> shop has 3 rows, 100% of 3|a and (null)
--> (1 rows affected)
--> number
--> ------
--> random
--> (1 rows affected)
--> Msg 49900, Level 16, State 1
--> CHECKSUM of anything but NEWID() is not supported.

SELECT HASHBYTES('SHA2_256', 'a') AS hash;
GO
--> hash
--> ----
--> 0xCA978112CA1BBDCAFAC231B39A23DC4DA786EFF8147C4E72B9807785AFEE48BB
--> (1 rows affected)

SELECT HASHBYTES('SHA2_256', CONCAT('a', 'b')) AS hash;
GO
--> Msg 49900, Level 16, State 1
--> HASHBYTES of a value without a declared type is not supported.

SELECT NO_SUCH_FUNCTION(1) AS nothing;
GO
--> Msg 195, Level 15, State 1
--> 'NO_SUCH_FUNCTION' is not a recognized built-in function name.
