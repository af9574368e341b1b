-- ALTER TABLE changes columns and constraints, and refuses what others stand on.
-- @instance shared
CREATE DATABASE Altered;
USE Altered;
CREATE TABLE dbo.Team (Id int NOT NULL, Name nvarchar(20) NOT NULL, Size int NULL);
CREATE TABLE dbo.Player (Id int PRIMARY KEY, TeamId int NULL, Nick varchar(10) NULL);
INSERT INTO Team VALUES (1, N'Reds', 11), (2, N'Blues', NULL);
INSERT INTO Player VALUES (1, 1, 'ace'), (2, 9, NULL);
GO
--> Changed database context to 'Altered'.
--> (2 rows affected)
--> (2 rows affected)

ALTER TABLE dbo.Team ADD Town nvarchar(30) NULL CONSTRAINT DF_Town DEFAULT N'nowhere', Wins int NOT NULL DEFAULT 0;
INSERT INTO Team (Id, Name) VALUES (3, N'Greens');
SELECT * FROM Team ORDER BY Id;
GO
--> (1 rows affected)
--> Id|Name|Size|Town|Wins
--> --|----|----|----|----
--> 1|Reds|11|NULL|0
--> 2|Blues|NULL|NULL|0
--> 3|Greens|NULL|nowhere|0
--> (3 rows affected)

ALTER TABLE Team ADD Coach int NOT NULL;
ALTER TABLE Team ADD NAME int NULL;
ALTER TABLE Nobody ADD a int NULL;
GO
--> Msg 4901, Level 16, State 1
--> ALTER TABLE only allows columns to be added that can contain nulls, or have a DEFAULT definition specified, or the column being added is an identity or timestamp column, or alternatively if none of the previous conditions are satisfied the table must be empty to allow addition of this column. Column 'Coach' cannot be added to non-empty table 'Team' because it does not satisfy these conditions.
--> Msg 2705, Level 16, State 1
--> Column names in each table must be unique. Column name 'NAME' in table 'Team' is specified more than once.
--> Msg 4902, Level 16, State 1
--> Cannot find the object "Nobody" because it does not exist or you do not have permissions.

ALTER TABLE Team WITH CHECK ADD CONSTRAINT PK_Team PRIMARY KEY CLUSTERED (Id ASC);
ALTER TABLE Player WITH CHECK ADD CONSTRAINT FK_Player_Team FOREIGN KEY (TeamId) REFERENCES dbo.Team (Id);
ALTER TABLE Player WITH NOCHECK ADD CONSTRAINT FK_Player_Team FOREIGN KEY (TeamId) REFERENCES dbo.Team (Id);
ALTER TABLE Player CHECK CONSTRAINT FK_Player_Team;
ALTER TABLE Player ADD CONSTRAINT CK_Nick CHECK (LEN(Nick) > 1);
ALTER TABLE Player ADD CONSTRAINT DF_Nick DEFAULT ('none') FOR Nick;
INSERT INTO Player (Id, TeamId) VALUES (3, 7);
INSERT INTO Player (Id, Nick) VALUES (3, 'x');
INSERT INTO Player (Id) VALUES (3);
SELECT Nick FROM Player WHERE Id = 3;
GO
--> Msg 547, Level 16, State 1
--> The ALTER TABLE statement conflicted with the FOREIGN KEY constraint "FK_Player_Team". The conflict occurred in database "Altered", table {any}.
--> Msg 547, Level 16, State 1
--> The INSERT statement conflicted with the FOREIGN KEY constraint "FK_Player_Team". The conflict occurred in database "Altered", table "dbo.Team", column 'Id'.
--> Msg 547, Level 16, State 1
--> The INSERT statement conflicted with the CHECK constraint "CK_Nick". The conflict occurred in database "Altered", table "dbo.Player", column 'Nick'.
--> (1 rows affected)
--> Nick
--> ----
--> none
--> (1 rows affected)

ALTER TABLE Team ADD CONSTRAINT PK_Again PRIMARY KEY (Name);
GO
--> Msg 1779, Level 16, State 1
--> Table 'Team' already has a primary key defined on it.
--> Msg 1750, Level 16, State 1
--> Could not create constraint or index. See previous errors.

ALTER TABLE Player ADD CONSTRAINT FK_Nowhere FOREIGN KEY (TeamId) REFERENCES dbo.Nowhere (Id);
ALTER TABLE Player ADD CONSTRAINT FK_Nothing FOREIGN KEY (TeamId) REFERENCES dbo.Team (Nothing);
ALTER TABLE Player ADD CONSTRAINT FK_Size FOREIGN KEY (TeamId) REFERENCES dbo.Team (Size);
GO
--> Msg 1767, Level 16, State 1
--> Foreign key 'FK_Nowhere' references invalid table 'dbo.Nowhere'.
--> Msg 1750, Level 16, State 1
--> Could not create constraint or index. See previous errors.
--> Msg 1770, Level 16, State 1
--> Foreign key 'FK_Nothing' references invalid column 'Nothing' in referenced table 'dbo.Team'.
--> Msg 1750, Level 16, State 1
--> Could not create constraint or index. See previous errors.
--> Msg 1776, Level 16, State 1
--> There are no primary or candidate keys in the referenced table 'dbo.Team' that match the referencing column list in the foreign key 'FK_Size'.
--> Msg 1750, Level 16, State 1
--> Could not create constraint or index. See previous errors.

ALTER TABLE Team ALTER COLUMN Name nvarchar(3) NOT NULL;
GO
--> Msg 2628, Level 16, State 1
--> String or binary data would be truncated in table 'Altered.dbo.Team', column '{any}'. Truncated value: '...'.

ALTER TABLE Team ALTER COLUMN Name nvarchar(40) NULL;
ALTER TABLE Team ALTER COLUMN Size bigint NULL;
ALTER TABLE Team ALTER COLUMN Size bigint NOT NULL;
ALTER TABLE Team ALTER COLUMN Nothing int;
SELECT name, max_length, is_nullable FROM sys.columns WHERE object_id = (SELECT object_id FROM sys.tables WHERE name = 'Team') AND name IN ('Name', 'Size');
GO
--> Msg 515, Level 16, State 1
--> Cannot insert the value NULL into column 'Size', table 'Altered.dbo.Team'; column does not allow nulls. UPDATE fails.
--> Msg 4924, Level 16, State 1
--> ALTER TABLE ALTER COLUMN failed because column 'Nothing' does not exist in table 'Team'.
--> name|max_length|is_nullable
--> ----|----------|-----------
--> Name|80|1
--> Size|8|1
--> (2 rows affected)

ALTER TABLE Team DROP COLUMN Town;
ALTER TABLE Player DROP COLUMN TeamId;
ALTER TABLE Player DROP COLUMN Nothing;
ALTER TABLE Team DROP CONSTRAINT PK_Team;
ALTER TABLE Team DROP CONSTRAINT CK_None;
GO
--> Msg 5074, Level 16, State 1
--> The object 'DF_Town' is dependent on column 'Town'.
--> Msg 4922, Level 16, State 1
--> ALTER TABLE DROP COLUMN Town failed because one or more objects access this column.
--> Msg 5074, Level 16, State 1
--> The object 'FK_Player_Team' is dependent on column 'TeamId'.
--> Msg 4922, Level 16, State 1
--> ALTER TABLE DROP COLUMN TeamId failed because one or more objects access this column.
--> Msg 4924, Level 16, State 1
--> ALTER TABLE DROP COLUMN failed because column 'Nothing' does not exist in table 'Player'.
--> Msg 3725, Level 16, State 1
--> The constraint 'PK_Team' is being referenced by table 'dbo.Player', foreign key constraint 'FK_Player_Team'.
--> Msg 3727, Level 16, State 1
--> Could not drop constraint. See previous errors.
--> Msg 3728, Level 16, State 1
--> 'CK_None' is not a constraint.
--> Msg 3727, Level 16, State 1
--> Could not drop constraint. See previous errors.

ALTER TABLE Team DROP CONSTRAINT DF_Town;
ALTER TABLE Team DROP COLUMN Town;
ALTER TABLE Player DROP CONSTRAINT FK_Player_Team, CK_Nick, DF_Nick;
ALTER TABLE Player DROP COLUMN IF EXISTS Nothing;
ALTER TABLE Team DROP CONSTRAINT PK_Team;
INSERT INTO Player (Id, TeamId, Nick) VALUES (4, 99, 'y');
SELECT * FROM Team WHERE Id = 3;
GO
--> (1 rows affected)
--> Id|Name|Size|Wins
--> --|----|----|----
--> 3|Greens|NULL|0
--> (1 rows affected)

USE master;
DROP DATABASE Altered;
GO
--> Changed database context to 'master'.
