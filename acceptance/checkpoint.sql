-- CHECKPOINT brings what was changed into the files of the current database.
CHECKPOINT;
CREATE DATABASE Shop;
GO
USE Shop;
CREATE TABLE t (a int);
INSERT INTO t VALUES (1);
CHECKPOINT 5
GO
--> Changed database context to 'Shop'.
--> (1 rows affected)
