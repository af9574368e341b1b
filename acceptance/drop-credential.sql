-- A credential that is dropped is gone.
-- @instance shared
CREATE CREDENTIAL DroppedLater WITH IDENTITY = 'somebody', SECRET = 'c2VjcmV0';
DROP CREDENTIAL droppedlater;
GO

DROP CREDENTIAL DroppedLater;
GO
--> Msg 15151, Level 16, State 1
--> Cannot drop the credential 'DroppedLater', because it does not exist or you do not have permission.
