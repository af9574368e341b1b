-- The service master key is exported under a password that the policy accepts, and never over a file.
-- @instance shared
BACKUP SERVICE MASTER KEY TO FILE = '$(dir)/service_master_ key' ENCRYPTION BY PASSWORD = 'tooshort';
GO
--> Msg 15118, Level 16, State 1
--> Password validation failed. The password does not meet the operating system policy requirements because it is not complex enough. Use at least three of upper case, lower case, digits and other characters.

BACKUP SERVICE MASTER KEY TO FILE = '$(dir)/service_master_ key' ENCRYPTION BY PASSWORD = '3dH85Hhk003GHk2597gheij4';
GO

BACKUP SERVICE MASTER KEY TO FILE = '$(dir)/service_master_ key' ENCRYPTION BY PASSWORD = '3dH85Hhk003GHk2597gheij4';
GO
--> Msg 15240, Level 16, State 1
--> Cannot write into file '$(dir)/service_master_ key'. Verify that you have write permissions, that the file path is valid, and that the file does not already exist.

BACKUP SERVICE MASTER KEY TO FILE = '$(dir)/nowhere/service_master_key' ENCRYPTION BY PASSWORD = '3dH85Hhk003GHk2597gheij4';
GO
--> Msg 15240, Level 16, State 1
--> Cannot write into file '$(dir)/nowhere/service_master_key'. Verify that you have write permissions, that the file path is valid, and that the file does not already exist.
