-- What PostgreSQL would take for a whole row or for a call is a column, or it is not there.
-- @instance shared
CREATE DATABASE Rows;
USE Rows;
CREATE TABLE dbo.t (Id int, Name nvarchar(10));
CREATE TABLE dbo.u (Id int, t int, Max int);
INSERT dbo.t VALUES (1, N'a'), (2, N'b');
INSERT dbo.u VALUES (1, 5, 9);
GO
--> Changed database context to 'Rows'.
--> (2 rows affected)
--> (1 rows affected)

SELECT t FROM t;
GO
--> Msg 207, Level 16, State 1
--> Invalid column name 't'.

SELECT x.Id, x FROM t AS x;
GO
--> Msg 207, Level 16, State 1
--> Invalid column name 'x'.

SELECT d FROM (SELECT 1 AS a) AS d;
GO
--> Msg 207, Level 16, State 1
--> Invalid column name 'd'.

SELECT t.to_json FROM t;
GO
--> Msg 207, Level 16, State 1
--> Invalid column name 'to_json'.

SELECT t.count FROM t;
GO
--> Msg 207, Level 16, State 1
--> Invalid column name 'count'.

SELECT d.count FROM (SELECT 1 AS a) AS d;
GO
--> Msg 207, Level 16, State 1
--> Invalid column name 'count'.

SELECT COUNT(*) AS n FROM t WHERE t IS NULL;
GO
--> Msg 207, Level 16, State 1
--> Invalid column name 't'.

SELECT u.t, t AS plain, u.Max, d.Count FROM u CROSS JOIN (SELECT COUNT(*) AS Count FROM t) AS d;
SELECT (SELECT MAX(t) FROM u) AS inner_t FROM t WHERE t.Id = 1;
SELECT Id AS t FROM t ORDER BY t DESC;
WITH c (Max) AS (SELECT 1 UNION ALL SELECT Max + 1 FROM c WHERE c.Max < 3) SELECT c.Max FROM c;
WITH c AS (SELECT Id AS Min FROM t UNION SELECT 7) SELECT c.Min FROM c ORDER BY c.Min;
SELECT v.lag FROM (VALUES (1)) AS v (lag);
GO
--> t|plain|Max|Count
--> -|-----|---|-----
--> 5|5|9|2
--> (1 rows affected)
--> inner_t
--> -------
--> 5
--> (1 rows affected)
--> t
--> -
--> 2
--> 1
--> (2 rows affected)
--> Max
--> ---
--> 1
--> 2
--> 3
--> (3 rows affected)
--> Min
--> ---
--> 1
--> 2
--> 7
--> (3 rows affected)
--> lag
--> ---
--> 1
--> (1 rows affected)
