-- CREATE TABLE keeps declared types, NULLs, defaults, identities and constraints.
-- @instance shared
CREATE DATABASE Tables;
USE Tables;
GO
--> Changed database context to 'Tables'.

CREATE TABLE dbo.Customer (
    CustomerId int IDENTITY(100,10) PRIMARY KEY,
    [Full Name] nvarchar(40) NOT NULL,
    Code char(4) NULL UNIQUE,
    Active bit NOT NULL DEFAULT 1,
    Credit money NULL,
    Score decimal(9,3) NULL,
    Born date NULL,
    Seen datetime2 NULL,
    Token uniqueidentifier NULL,
    Raw varbinary(8) NULL,
    Level tinyint NULL CONSTRAINT CK_Level CHECK (Level <= 9)
);
CREATE TABLE [Order] (
    OrderId bigint NOT NULL PRIMARY KEY,
    CustomerId int NOT NULL CONSTRAINT FK_Order_Customer REFERENCES dbo.Customer (CustomerId)
);
GO

INSERT INTO Customer ([Full Name], Code, Credit, Score, Born, Seen, Token, Raw, Level)
VALUES (N'Åsa', 'AB', 12.5, 1.5, '2001-02-03', '2026-01-02 03:04:05.678', '6F9619FF-8B86-D011-B42D-00C04FC964FF', 0x00FF, 9);
INSERT INTO Customer ([Full Name]) VALUES (N'Bo');
SELECT * FROM Customer ORDER BY CustomerId;
GO
--> (1 rows affected)
--> (1 rows affected)
--> CustomerId|Full Name|Code|Active|Credit|Score|Born|Seen|Token|Raw|Level
--> ----------|---------|----|------|------|-----|----|----|-----|---|-----
--> 100|Åsa|AB|1|12.5000|1.500|2001-02-03|2026-01-02 03:04:05.678000|6F9619FF-8B86-D011-B42D-00C04FC964FF|0x00FF|9
--> 110|Bo|NULL|1|NULL|NULL|NULL|NULL|NULL|NULL|NULL
--> (2 rows affected)

INSERT INTO Customer ([Full Name], Level) VALUES (N'Cy', 10);
GO
--> Msg 547, Level 16, State 1
--> The INSERT statement conflicted with the CHECK constraint "CK_Level". The conflict occurred in database "Tables", table "dbo.Customer", column 'Level'.

INSERT INTO [Order] VALUES (1, 999);
GO
--> Msg 547, Level 16, State 1
--> The INSERT statement conflicted with the FOREIGN KEY constraint "FK_Order_Customer". The conflict occurred in database "Tables", table "dbo.Customer", column 'CustomerId'.

CREATE TABLE CUSTOMER (Id int);
GO
--> Msg 2714, Level 16, State 1
--> There is already an object named 'CUSTOMER' in the database.

CREATE TABLE Odd (Id nosuchtype);
GO
--> Msg 49900, Level 16, State 1
--> The type nosuchtype is not supported.

-- As tools write it.
CREATE TABLE [dbo].[Scripted] (
    [Id] [int] IDENTITY(5,1) NOT FOR REPLICATION NOT NULL,
    [Text] [nvarchar](max) NULL,
    CONSTRAINT [PK_Scripted] PRIMARY KEY CLUSTERED ([Id] ASC)
        WITH (PAD_INDEX = OFF, ALLOW_ROW_LOCKS = ON, DATA_COMPRESSION = PAGE) ON [PRIMARY]
) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY];
INSERT INTO Scripted (Text) VALUES (N'a');
SELECT Id FROM Scripted;
GO
--> (1 rows affected)
--> Id
--> --
--> 5
--> (1 rows affected)

CREATE TABLE Masked (Id int MASKED WITH (FUNCTION = 'default()'));
GO
--> Msg 49900, Level 16, State 1
--> A column with MASKED is not supported.

CREATE TABLE Indexed (Id int, INDEX IX_Id (Id));
GO
--> Msg 49900, Level 16, State 1
--> A table with INDEX is not supported.

CREATE TABLE Optimised (Id int) WITH (MEMORY_OPTIMIZED = ON);
GO
--> Msg 49900, Level 16, State 1
--> CREATE TABLE WITH options is not supported.

USE master;
DROP DATABASE Tables;
GO
--> Changed database context to 'master'.
