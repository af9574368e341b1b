-- A master key goes only when no private key depends on it.
DROP MASTER KEY;
GO
--> Msg 15151, Level 16, State 1
--> Cannot drop the symmetric key '##MS_DatabaseMasterKey##', because it does not exist or you do not have permission.
CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Quiet harbour, 7 cranes';
CREATE CERTIFICATE Dependent WITH SUBJECT = 'Encrypted by the master key';
GO
DROP MASTER KEY;
GO
--> Msg 15580, Level 16, State 1
--> Cannot drop master key because certificate 'Dependent' is encrypted by it.
DROP CERTIFICATE Dependent;
DROP MASTER KEY;
GO
CREATE CERTIFICATE TooLate WITH SUBJECT = 'The master key is gone';
GO
--> Msg 15581, Level 16, State 1
--> Please create a master key in the database or open the master key in the session before performing this operation.
CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Another harbour, 8 cranes';
GO
