-- DROP INDEX removes the index and leaves the rows.
-- @instance shared
CREATE DATABASE Unindexed;
USE Unindexed;
CREATE TABLE dbo.Crew (Id int PRIMARY KEY, Berth int NOT NULL);
CREATE UNIQUE INDEX UX_Crew_Berth ON dbo.Crew (Berth);
INSERT INTO dbo.Crew VALUES (1, 1);
GO
--> Changed database context to 'Unindexed'.
--> (1 rows affected)

INSERT INTO Crew VALUES (2, 1);
GO
--> Msg 2601, Level 14, State 1
--> Cannot insert duplicate key row in object 'dbo.Crew' with unique index '{any}'. The duplicate key value is (1).

DROP INDEX UX_Crew_Berth ON dbo.Crew;
INSERT INTO Crew VALUES (2, 1);
SELECT COUNT(*) AS Crew FROM Crew;
GO
--> (1 rows affected)
--> Crew
--> ----
--> 2
--> (1 rows affected)

DROP INDEX IF EXISTS UX_Crew_Berth ON dbo.Crew;
GO

DROP INDEX UX_Crew_Berth ON dbo.Crew, UX_Other ON dbo.Crew;
GO
--> Msg 49900, Level 16, State 1
--> DROP INDEX of several indexes or with options is not supported.

ALTER TABLE Crew DROP CONSTRAINT CK_Crew, COLUMN Berth;
GO
--> Msg 49900, Level 16, State 1
--> ALTER TABLE ... DROP of several kinds is not supported.

ALTER TABLE Crew ALTER COLUMN Berth varchar(9) COLLATE Latin1_General_BIN2;
GO
--> Msg 49900, Level 16, State 1
--> ALTER COLUMN ... COLLATE is not supported.

TRUNCATE TABLE Crew WITH (PARTITIONS (1));
GO
--> Msg 49900, Level 16, State 1
--> TRUNCATE TABLE with PARTITIONS is not supported.

SET STATISTICS IO, TIME OFF;
GO

DBCC CHECKDB (5);
GO
--> Msg 49900, Level 16, State 1
--> DBCC CHECKDB of a database_id is not supported.

USE master;
DROP DATABASE Unindexed;
GO
--> Changed database context to 'master'.
