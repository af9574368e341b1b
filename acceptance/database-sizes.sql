-- Sizes are those of the files, and all views say the same.
-- @instance shared
CREATE DATABASE Sized;
GO
USE Sized;
GO
--> Changed database context to 'Sized'.
SELECT CASE WHEN size * 8 / 1024 BETWEEN 5 AND 100 THEN 'some MB' ELSE 'wrong' END AS data
  FROM sys.master_files WHERE database_id = DB_ID() AND type = 0;
SELECT CASE WHEN size * 8 / 1024 BETWEEN 1 AND 100 THEN 'some MB' ELSE 'wrong' END AS log
  FROM sys.master_files WHERE database_id = DB_ID() AND type = 1;
SELECT COUNT(*) AS same FROM sys.database_files f JOIN sys.master_files m
  ON m.file_id = f.file_id AND m.size = f.size WHERE m.database_id = DB_ID();
GO
--> data
--> ----
--> some MB
--> (1 rows affected)
--> log
--> ---
--> some MB
--> (1 rows affected)
--> same
--> ----
--> 2
--> (1 rows affected)
USE master;
DROP DATABASE Sized;
GO
--> Changed database context to 'master'.
