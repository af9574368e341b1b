-- The catalogue shows tables, columns, keys and indexes as they were declared, in sys and in INFORMATION_SCHEMA.
-- @instance shared
CREATE DATABASE Shown;
USE Shown;
CREATE TABLE dbo.Customer (Id int IDENTITY(1,1) CONSTRAINT PK_Customer PRIMARY KEY, [Full Name] nvarchar(40) NOT NULL,
    Rate decimal(9,2) NULL CONSTRAINT CK_Rate CHECK (Rate > 0));
CREATE TABLE dbo.Sale (Id bigint NOT NULL PRIMARY KEY, CustomerId int NOT NULL
    CONSTRAINT FK_Sale_Customer REFERENCES dbo.Customer (Id) ON DELETE CASCADE);
CREATE INDEX IX_Sale ON dbo.Sale (CustomerId DESC);
GO
--> Changed database context to 'Shown'.

SELECT s.name AS [schema], t.name, t.type_desc FROM sys.tables t JOIN sys.schemas s ON s.schema_id = t.schema_id ORDER BY t.name;
SELECT c.name, TYPE_NAME(c.user_type_id) AS type, c.max_length, c.precision, c.scale, c.is_nullable, c.is_identity
FROM sys.columns AS c WHERE c.object_id = OBJECT_ID(N'[dbo].[Customer]', N'U') ORDER BY c.column_id;
GO
--> schema|name|type_desc
--> ------|----|---------
--> dbo|Customer|USER_TABLE
--> dbo|Sale|USER_TABLE
--> (2 rows affected)
--> name|type|max_length|precision|scale|is_nullable|is_identity
--> ----|----|----------|---------|-----|-----------|-----------
--> Id|int|4|10|0|0|1
--> Full Name|nvarchar|80|0|0|0|0
--> Rate|decimal|5|9|2|1|0
--> (3 rows affected)

SELECT OBJECT_NAME(f.parent_object_id) AS child, COL_NAME(k.parent_object_id, k.parent_column_id) AS col,
    OBJECT_NAME(f.referenced_object_id) AS parent, f.name, f.delete_referential_action_desc AS on_delete
FROM sys.foreign_keys AS f JOIN sys.foreign_key_columns AS k ON k.constraint_object_id = f.object_id;
SELECT i.name, i.type_desc, COL_NAME(c.object_id, c.column_id) AS col, c.is_descending_key
FROM sys.indexes i JOIN sys.index_columns c ON c.object_id = i.object_id AND c.index_id = i.index_id
WHERE i.name LIKE N'%[_]Sale' OR i.name = N'PK_Customer' ORDER BY i.name;
GO
--> child|col|parent|name|on_delete
--> -----|---|------|----|---------
--> Sale|CustomerId|Customer|FK_Sale_Customer|CASCADE
--> (1 rows affected)
--> name|type_desc|col|is_descending_key
--> ----|---------|---|-----------------
--> IX_Sale|NONCLUSTERED|CustomerId|1
--> PK_Customer|CLUSTERED|Id|0
--> (2 rows affected)

SELECT TABLE_CATALOG, TABLE_NAME, TABLE_TYPE FROM INFORMATION_SCHEMA.TABLES ORDER BY TABLE_NAME;
SELECT CONSTRAINT_NAME, CONSTRAINT_TYPE FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS WHERE TABLE_NAME = 'Customer' ORDER BY 1;
SELECT name FROM sysobjects WHERE xtype = 'U' ORDER BY name;
SELECT name, type_desc FROM Shown.sys.database_files;
GO
--> TABLE_CATALOG|TABLE_NAME|TABLE_TYPE
--> -------------|----------|----------
--> Shown|Customer|BASE TABLE
--> Shown|Sale|BASE TABLE
--> (2 rows affected)
--> CONSTRAINT_NAME|CONSTRAINT_TYPE
--> ---------------|---------------
--> CK_Rate|CHECK
--> PK_Customer|PRIMARY KEY
--> (2 rows affected)
--> name
--> ----
--> Customer
--> Sale
--> (2 rows affected)
--> name|type_desc
--> ----|---------
--> Shown|ROWS
--> Shown_log|LOG
--> (2 rows affected)

SELECT message_id, language_id, severity, is_event_logged, text FROM sys.messages WHERE message_id IN (911, 3013, 18264) ORDER BY message_id;
GO
--> message_id|language_id|severity|is_event_logged|text
--> ----------|-----------|--------|---------------|----
--> 911|1033|16|0|Database '%s' does not exist. Make sure that the name is entered correctly.
--> 3013|1033|16|0|%s is terminating abnormally.
--> 18264|1033|10|1|Database backed up. Database: {any}
--> (3 rows affected)
