-- How much room there is, and who takes it, is answered by the procedures that scripts have always asked.
CREATE DATABASE Space ON (NAME = Space_Data, FILENAME = '$(dir)/space.mdf');
GO

USE Space;
CREATE TABLE Kept (Id int PRIMARY KEY, What varchar(20));
INSERT INTO Kept VALUES (1, 'a'), (2, 'b');
GO
--> Changed database context to 'Space'.
--> (2 rows affected)

EXEC sp_helpfile 'space_data';
EXEC sp_helpfile 'nothing';
GO
--> name|fileid|filename|filegroup|size|maxsize|growth|usage
--> ----|------|--------|---------|----|-------|------|-----
--> Space_Data|1|{any}|PRIMARY|{n} KB|Unlimited|{n} KB|data only
--> (1 rows affected)
--> Msg 15325, Level 16, State 1
--> The current database does not contain a file named 'nothing'.

EXEC sp_spaceused;
EXEC sp_spaceused 'Kept';
EXEC sp_spaceused 'Nothing';
GO
--> database_name|database_size|unallocated space
--> -------------|-------------|-----------------
--> Space|{n} MB|{n} MB
--> (1 rows affected)
--> reserved|data|index_size|unused
--> --------|----|----------|------
--> {n} KB|{n} KB|{n} KB|0 KB
--> (1 rows affected)
--> name|rows|reserved|data|index_size|unused
--> ----|----|--------|----|----------|------
--> Kept|{any}|{n} KB|{n} KB|{n} KB|0 KB
--> (1 rows affected)
--> Msg 15009, Level 16, State 1
--> The object 'Nothing' does not exist in database 'Space' or is invalid for this operation.

CREATE TABLE #space (name nvarchar(128), size varchar(18), free varchar(18), reserved varchar(18), data varchar(18), indexes varchar(18),
    unused varchar(18));
INSERT INTO #space EXEC sp_spaceused @oneresultset = 1, @updateusage = 'false', @mode = 'ALL', @include_total_xtp_storage = 0;
SELECT * FROM #space;
DROP TABLE #space;
EXEC sp_spaceused @oneresultset = 0;
EXEC sp_spaceused 'Kept', @mode = 'REMOTE_ONLY';
GO
--> (1 rows affected)
--> name|size|free|reserved|data|indexes|unused
--> ----|----|----|--------|----|-------|------
--> Space|{n} MB|{n} MB|{n} KB|{n} KB|{n} KB|0 KB
--> (1 rows affected)
--> database_name|database_size|unallocated space
--> -------------|-------------|-----------------
--> Space|{n} MB|{n} MB
--> (1 rows affected)
--> reserved|data|index_size|unused
--> --------|----|----------|------
--> {n} KB|{n} KB|{n} KB|0 KB
--> (1 rows affected)
--> Msg 49900, Level 16, State 1
--> sp_spaceused with the mode REMOTE_ONLY is not supported.

USE master;
EXEC sp_MSforeachdb 'IF ''?'' NOT IN (''master'', ''msdb'') PRINT ''checking ?''';
EXEC sp_MSforeachdb @command1 = 'USE [#] PRINT DB_NAME()', @replacechar = '#', @precommand = 'PRINT ''first''', @postcommand = 'PRINT ''last''';
DECLARE @rc int;
EXEC @rc = sp_MSforeachdb 'SELECT * FROM nowhere';
PRINT @rc;
GO
--> Changed database context to 'master'.
--> checking Space
--> first
--> Changed database context to 'master'.
--> master
--> Changed database context to 'msdb'.
--> msdb
--> Changed database context to 'Space'.
--> Space
--> last
--> Msg 208, Level 16, State 1
--> Invalid object name 'nowhere'.
--> Msg 208, Level 16, State 1
--> Invalid object name 'nowhere'.
--> Msg 208, Level 16, State 1
--> Invalid object name 'nowhere'.
--> 208

DECLARE @drives TABLE (drive char(1), free int);
INSERT INTO @drives EXEC master..xp_fixeddrives;
SELECT COUNT(*) AS n FROM @drives WHERE drive = 'C' AND free > 0;
GO
--> (1 rows affected)
--> n
--> -
--> 1
--> (1 rows affected)
