-- Functions say what the server, the session and the objects of a database are.
-- @instance shared
SELECT SERVERPROPERTY('EngineEdition') AS edition, CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(20)) AS version,
    SERVERPROPERTY('InstanceName') AS instance, SERVERPROPERTY('none') AS none, @@MICROSOFTVERSION AS number;
SELECT DATABASEPROPERTYEX('master', 'Status') AS status, DATABASEPROPERTYEX('none', 'Status') AS none,
    COLLATIONPROPERTY(CONVERT(sysname, SERVERPROPERTY('Collation')), 'CodePage') AS page;
SELECT SUSER_SNAME() AS login, USER_NAME() AS who, IS_SRVROLEMEMBER('sysadmin') AS admin, IS_MEMBER('db_owner') AS owner,
    HAS_DBACCESS('none') AS access;
GO
--> edition|version|instance|none|number
--> -------|-------|--------|----|------
--> 3|16.0.1000.0|NULL|NULL|268436456
--> (1 rows affected)
--> status|none|page
--> ------|----|----
--> ONLINE|NULL|65001
--> (1 rows affected)
--> login|who|admin|owner|access
--> -----|---|-----|-----|------
--> sa|dbo|1|1|NULL
--> (1 rows affected)

CREATE DATABASE Asks;
USE Asks;
CREATE TABLE dbo.[odd.name] (Id int PRIMARY KEY);
GO
--> Changed database context to 'Asks'.

SELECT OBJECT_NAME(OBJECT_ID('Asks..[odd.name]')) AS name, OBJECT_ID('odd.name') AS none, COL_LENGTH('[odd.name]', 'id') AS bytes,
    OBJECTPROPERTY(OBJECT_ID('[odd.name]'), 'TableHasPrimaryKey') AS keyed, QUOTENAME('odd]name') AS quoted,
    PARSENAME('Asks.dbo.[odd.name]', 1) AS part;
SELECT OBJECT_ID('master..x') FROM [odd.name];
GO
--> name|none|bytes|keyed|quoted|part
--> ----|----|-----|-----|------|----
--> odd.name|NULL|4|1|[odd]]name]|odd.name
--> (1 rows affected)
--> Msg 49900, Level 16, State 1
--> Asking about objects of one database in a statement on another is not supported.
