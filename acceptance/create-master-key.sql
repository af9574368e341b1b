-- A master key is made once, under a password that the policy accepts.
CREATE MASTER KEY;
GO
--> Msg 33161, Level 15, State 1
--> Database master keys without password are not supported in this version of SQL Server.

CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Sh0rt';
GO
--> Msg 15116, Level 16, State 1
--> Password validation failed. The password does not meet the operating system policy requirements because it is too short.

CREATE MASTER KEY ENCRYPTION BY PASSWORD = '<master key password>';
GO
--> Msg 15118, Level 16, State 1
--> Password validation failed. The password does not meet the operating system policy requirements because it is not complex enough. Use at least three of upper case, lower case, digits and other characters.

CREATE CERTIFICATE TooEarly WITH SUBJECT = 'No master key yet';
GO
--> Msg 15581, Level 16, State 1
--> Please create a master key in the database or open the master key in the session before performing this operation.

CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Quiet harbour, 7 cranes';
GO

CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Quiet harbour, 7 cranes';
GO
--> Msg 15578, Level 16, State 1
--> There is already a master key in the database. Please drop it before performing this statement.

CREATE CERTIFICATE InTime WITH SUBJECT = 'The master key is there';
GO

-- @restart
CREATE CERTIFICATE AfterARestart WITH SUBJECT = 'The service master key opens it again';
GO
