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

USE master;
DROP DATABASE Unindexed;
GO
--> Changed database context to 'master'.
