-- A database's name and options are changed while nobody is in the way, and nothing is accepted that has no effect.
-- @instance shared
CREATE DATABASE Before;
GO
ALTER DATABASE Before MODIFY NAME = [After that];
GO
--> The database name 'After that' has been set.

ALTER DATABASE Before MODIFY NAME = Again;
GO
--> Msg 5011, Level 14, State 1
--> User does not have permission to alter database 'Before', the database does not exist, or the database is not in a state that allows access checks.
--> Msg 5069, Level 16, State 1
--> ALTER DATABASE statement failed.

USE [After that];
CREATE TABLE t (a int);
INSERT INTO t VALUES (1);
GO
--> Changed database context to 'After that'.
--> (1 rows affected)

ALTER DATABASE CURRENT MODIFY NAME = Final;
SELECT DB_NAME() AS here, a FROM t;
GO
--> The database name 'Final' has been set.
--> here|a
--> ----|-
--> Final|1
--> (1 rows affected)

-- Its files are called what they were, until they are given other names.
SELECT name FROM sys.database_files ORDER BY file_id;
ALTER DATABASE Final MODIFY FILE (NAME = before, NEWNAME = 'Final data');
ALTER DATABASE Final MODIFY FILE (NAME = N'Before_log', NEWNAME = [Final log]);
SELECT name FROM sys.database_files ORDER BY file_id;
GO
--> name
--> ----
--> Before
--> Before_log
--> (2 rows affected)
--> The file name 'Final data' has been set.
--> The file name 'Final log' has been set.
--> name
--> ----
--> Final data
--> Final log
--> (2 rows affected)

ALTER DATABASE Final MODIFY FILE (NAME = Before, NEWNAME = Other);
ALTER DATABASE Final MODIFY FILE (NAME = [Final log], NEWNAME = [FINAL DATA]);
GO
--> Msg 5041, Level 16, State 1
--> MODIFY FILE failed. File 'Before' does not exist.
--> Msg 5069, Level 16, State 1
--> ALTER DATABASE statement failed.
--> Msg 1828, Level 16, State 1
--> The logical file name "FINAL DATA" is already in use. Choose a different name.
--> Msg 5069, Level 16, State 1
--> ALTER DATABASE statement failed.

ALTER DATABASE Final MODIFY FILE (NAME = [Final log], SIZE = 8MB);
GO
--> Msg 49900, Level 16, State 1
--> ALTER DATABASE ... MODIFY FILE with SIZE is not supported.

-- @session 2
ALTER DATABASE Final MODIFY NAME = Other;
GO
--> Msg 5030, Level 16, State 1
--> The database could not be exclusively locked to perform the operation.
--> Msg 5069, Level 16, State 1
--> ALTER DATABASE statement failed.

-- @session 1
ALTER DATABASE Final MODIFY NAME = msdb;
GO
--> Msg 1801, Level 16, State 1
--> Database 'msdb' already exists. Choose a different database name.
--> Msg 5069, Level 16, State 1
--> ALTER DATABASE statement failed.

ALTER DATABASE Final SET PAGE_VERIFY CHECKSUM, AUTO_CLOSE OFF;
ALTER DATABASE [final] SET COMPATIBILITY_LEVEL = 160
ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON;
GO

ALTER DATABASE Final SET COMPATIBILITY_LEVEL = 150;
GO
--> Msg 49900, Level 16, State 1
--> ALTER DATABASE ... SET COMPATIBILITY_LEVEL 150 is not supported. The value is 160 in every database.
--> Msg 5069, Level 16, State 1
--> ALTER DATABASE statement failed.

ALTER DATABASE master SET AUTO_CLOSE OFF;
GO
--> Msg 5058, Level 16, State 1
--> Option 'AUTO_CLOSE' cannot be set in database 'master'.
--> Msg 5069, Level 16, State 1
--> ALTER DATABASE statement failed.

ALTER DATABASE Final COLLATE Latin1_General_CI_AS;
GO
--> Msg 49900, Level 16, State 1
--> ALTER DATABASE ... COLLATE is not supported.

ALTER DATABASE Final SET ENCRYPTION ON;
GO
--> Msg 49900, Level 16, State 1
--> ALTER DATABASE ... SET ENCRYPTION is not supported.

BEGIN TRANSACTION;
ALTER DATABASE Final SET AUTO_CLOSE OFF;
ROLLBACK;
GO
--> Msg 226, Level 16, State 1
--> ALTER DATABASE statement not allowed within multi-statement transaction.
