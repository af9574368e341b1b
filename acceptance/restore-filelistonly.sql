-- A backup's files are listed without any key.
-- @instance shared
CREATE CERTIFICATE FileListCert WITH SUBJECT = 'Backup encryption';
CREATE DATABASE FileList;
CREATE DATABASE FileList2 ON (NAME = Rows, FILENAME = '$(dir)/rows.mdf') LOG ON (NAME = Journal, FILENAME = '$(dir)/j.ldf');
BACKUP CERTIFICATE FileListCert TO FILE = '$(dir)/filelist.cer'
    WITH PRIVATE KEY (FILE = '$(dir)/filelist.pvk', ENCRYPTION BY PASSWORD = 'Green lanterns over 3 bridges');
BACKUP DATABASE FileList TO DISK = '$(dir)/filelist.bak'
    WITH ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = FileListCert);
BACKUP DATABASE FileList2 TO DISK = '$(dir)/filelist.bak';
--> Msg 49900, Level 16, State 1
--> The logical file name 'Rows' is not supported. Leave NAME out, or write NAME = 'FileList2'.

GO
DROP DATABASE FileList, FileList2;
DROP CERTIFICATE FileListCert;
GO
--> Msg 3701, Level 11, State 1
--> Cannot drop the database 'FileList2', because it does not exist or you do not have permission.

RESTORE FILELISTONLY FROM DISK = '$(dir)/filelist.bak';
GO
--> Msg 3201, Level 16, State 2
--> Cannot open backup device '$(dir)/filelist.bak'. Operating system error 2(The system cannot find the file specified.).
--> Msg 3013, Level 16, State 1
--> RESTORE FILELIST is terminating abnormally.

RESTORE FILELISTONLY FROM DISK = '$(dir)/filelist.bak' WITH FILE = 2;
GO
--> Msg 3201, Level 16, State 2
--> Cannot open backup device '$(dir)/filelist.bak'. Operating system error 2(The system cannot find the file specified.).
--> Msg 3013, Level 16, State 1
--> RESTORE FILELIST is terminating abnormally.

RESTORE FILELISTONLY FROM DISK = '$(dir)/nowhere.bak';
GO
--> Msg 3201, Level 16, State 2
--> Cannot open backup device '$(dir)/nowhere.bak'. Operating system error 2(The system cannot find the file specified.).
--> Msg 3013, Level 16, State 1
--> RESTORE FILELIST is terminating abnormally.
