-- INSERT BULK announces rows; what could not be loaded is refused before they are sent.
-- @instance shared
CREATE DATABASE loads;
GO
USE loads;
GO
--> Changed database context to 'loads'.
CREATE TABLE dbo.notes (id int NOT NULL, body nvarchar(40) DEFAULT N'none', seen datetime);
GO
INSERT BULK dbo.notes ([id] int, [body] nvarchar(40) COLLATE Latin1_General_CI_AS NOT NULL, [seen] datetime)
  WITH (KEEP_NULLS, TABLOCK, CHECK_CONSTRAINTS, FIRE_TRIGGERS, ROWS_PER_BATCH = 100, ORDER (id ASC, seen DESC));
INSERT BULK notes (id bigint) WITH (KILOBYTES_PER_BATCH = 10);
GO
INSERT BULK dbo.nowhere (id int);
GO
--> Msg 208, Level 16, State {n}, Server {any}, Line 1
--> Invalid object name 'nowhere'.
INSERT BULK dbo.notes (id int, other int);
GO
--> Msg 207, Level 16, State {n}, Server {any}, Line 1
--> Invalid column name 'other'.
INSERT BULK dbo.notes (id int, Id int);
GO
--> Msg 264, Level 16, State {n}, Server {any}, Line 1
--> The column name 'Id' is specified more than once in the SET clause or column list of an INSERT. A column cannot be assigned more than one value in the same clause. Modify the clause to make sure that a column is updated only once. If this statement updates or inserts columns into a view, column aliasing can conceal the duplication in your code.
INSERT BULK dbo.notes (seen uniqueidentifier);
GO
--> Msg 206, Level 16, State {n}, Server {any}, Line 1
--> Operand type clash: uniqueidentifier is incompatible with datetime
INSERT BULK dbo.notes (id int) WITH (ORDER (nothing));
GO
--> Msg 4817, Level 16, State {n}, Server {any}, Line 1
--> Could not bulk load. The sorted column 'nothing' is not valid. The ORDER hint is ignored.
INSERT BULK dbo.notes (id int) WITH (ORDER (id, ID DESC));
GO
--> Msg 4818, Level 16, State {n}, Server {any}, Line 1
--> Could not bulk load. The sorted column 'ID' was specified more than once. The ORDER hint is ignored.
INSERT BULK dbo.notes (id int) WITH (SOMETHING);
GO
--> Msg 102, Level 15, State {n}, Server {any}, Line 1
--> Incorrect syntax near 'SOMETHING'.
SELECT COUNT(*) AS loaded FROM dbo.notes;
GO
--> loaded
--> ------
--> 0
--> (1 rows affected)
USE master;
DROP DATABASE loads;
GO
--> Changed database context to 'master'.
