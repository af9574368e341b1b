-- INSERT ... EXECUTE puts what a procedure or a text returns into a table, all of it or nothing.
-- @instance shared
CREATE DATABASE Gathered;
USE Gathered;
CREATE TABLE dbo.Part (Id int IDENTITY PRIMARY KEY, Name nvarchar(40) NOT NULL, Size decimal(9,2) NULL);
GO
--> Changed database context to 'Gathered'.

INSERT INTO dbo.Part (Name, Size) EXEC ('SELECT N''bolt "M4"'', 1.5 UNION ALL SELECT N''a\b'', NULL');
DECLARE @name nvarchar(40) = N'nut';
INSERT dbo.Part (Size, Name) EXEC sp_executesql N'SELECT 2, @n', N'@n nvarchar(40)', @n = @name;
SELECT Id, Name, Size FROM dbo.Part ORDER BY Id;
GO
--> (2 rows affected)
--> (1 rows affected)
--> Id|Name|Size
--> --|----|----
--> 1|bolt "M4"|1.50
--> 2|a\b|NULL
--> 3|nut|2.00
--> (3 rows affected)

-- Several results go in one behind the other; messages are told, counts are not.
DECLARE @found TABLE (Name sysname, Version varchar(30) NULL);
INSERT @found EXEC ('PRINT ''looking''; SELECT ''one'', NULL; SELECT ''two'', ''2.0''');
SELECT Name, Version FROM @found;
GO
--> looking
--> (2 rows affected)
--> Name|Version
--> ----|-------
--> one|NULL
--> two|2.0
--> (2 rows affected)

-- The backups on a device, as rows to work with: what many maintenance scripts do.
BACKUP DATABASE Gathered TO DISK = '$(dir)/gathered.bak' WITH NAME = 'first';
CREATE TABLE #label (MediaName nvarchar(128), MediaSetId uniqueidentifier, FamilyCount int, FamilySequenceNumber int,
    MediaFamilyId uniqueidentifier, MediaSequenceNumber int, MediaLabelPresent tinyint, MediaDescription nvarchar(255),
    SoftwareName nvarchar(128), SoftwareVendorId int, MediaDate datetime, Mirror_Count int, IsCompressed bit);
INSERT #label EXEC ('RESTORE LABELONLY FROM DISK = ''$(dir)/gathered.bak''');
SELECT FamilyCount, SoftwareName FROM #label;
DROP TABLE #label;
GO
--> Processed {n} pages for database 'Gathered', file 'Gathered' on file 1.
--> Processed {n} pages for database 'Gathered', file 'Gathered_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {any} seconds ({any} MB/sec).
--> (1 rows affected)
--> FamilyCount|SoftwareName
--> -----------|------------
--> 1|Coffer
--> (1 rows affected)

INSERT dbo.Part (Name, Size) EXEC ('SELECT ''three'', 3, 4');
GO
--> Msg 213, Level 16, State 1
--> Column name or number of supplied values does not match table definition.

INSERT dbo.Part (Name, Size) EXEC ('SELECT ''three'', 3; SELECT ''four'', ''x''');
GO
--> Msg 49900, Level 16, State 1
--> INSERT ... EXEC of results with different types is not supported.

INSERT dbo.Part (Name, Size) EXEC ('SELECT ''three'', ''x''');
GO
--> Msg 8114, Level 16, State 1
--> Error converting data type nvarchar to numeric.

SET NOCOUNT ON;
INSERT dbo.Part (Name) EXEC ('DECLARE @t TABLE (a int); INSERT @t EXEC (''SELECT 1''); SELECT a FROM @t');
SET NOCOUNT OFF;
GO
--> Msg 8164, Level 16, State 1
--> An INSERT EXEC statement cannot be nested.

SELECT COUNT(*) AS Parts FROM dbo.Part;
GO
--> Parts
--> -----
--> 3
--> (1 rows affected)

-- An error in the text is still in @@ERROR when nothing was put in.
SET NOCOUNT ON;
CREATE TABLE #labels (n int);
INSERT #labels EXEC ('SELECT 1/0'); PRINT @@ERROR;
INSERT #labels EXEC ('SELECT 1 UNION ALL SELECT 2'); PRINT @@ERROR;
INSERT #labels EXEC ('SELECT 1 UNION ALL SELECT 2'); PRINT @@ROWCOUNT;
SET NOCOUNT OFF;
GO
--> Msg 8134, Level 16, State 1
--> Divide by zero error encountered.
--> 8134
--> 0
--> 2
