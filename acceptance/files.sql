-- Scripts look at folders, make them, and clean up behind themselves without losing what is still needed.
DECLARE @there int;
EXEC xp_create_subdir 'C:\Backup\Shop';
EXEC xp_fileexist 'c:\backup\shop';
EXEC xp_fileexist 'C:\Backup\Shop\a.bak', @there OUTPUT;
PRINT @there;
GO
--> File Exists|File is a Directory|Parent Directory Exists
--> -----------|-------------------|-----------------------
--> 0|1|1
--> (1 rows affected)
--> 0

EXEC xp_create_subdir '$(dir)/Backup/Shop';
CREATE DATABASE Shop;
BACKUP DATABASE Shop TO DISK = '$(dir)/Backup/Shop/a.bak';
BACKUP DATABASE Shop TO DISK = '$(dir)/Backup/b.bak';
GO
--> ...

-- @write Backup/Shop/notes.bak This is not a backup.
EXEC xp_dirtree '$(dir)/Backup';
EXEC xp_dirtree '$(dir)/Backup', 0, 1;
EXEC master.sys.xp_dirtree '$(dir)/Backup', 1, 1;
EXEC xp_dirtree '$(dir)/None';
GO
--> subdirectory|depth
--> ------------|-----
--> Shop|1
--> (1 rows affected)
--> subdirectory|depth|file
--> ------------|-----|----
--> Shop|1|0
--> a.bak|2|1
--> notes.bak|2|1
--> b.bak|1|1
--> (4 rows affected)
--> subdirectory|depth|file
--> ------------|-----|----
--> Shop|1|0
--> b.bak|1|1
--> (2 rows affected)
--> subdirectory|depth
--> ------------|-----
--> (0 rows affected)

EXEC xp_fileexist '\\server\share\a.bak';
GO
--> Msg 3201, Level 16, State {n}
--> {any}

EXEC xp_delete_file 0, N'$(dir)/Backup', N'bak', '2020-01-01T00:00:00', 1;
EXEC xp_dirtree '$(dir)/Backup', 0, 1;
GO
--> ...
--> (4 rows affected)

DECLARE @now datetime = DATEADD(hour, 1, GETDATE());
EXEC xp_delete_file 0, N'$(dir)/Backup', N'trn', @now, 1;
EXEC xp_delete_file 0, N'$(dir)/Backup', N'bak', @now;
EXEC xp_dirtree '$(dir)/Backup', 0, 1;
EXEC xp_delete_file 0, N'$(dir)/Backup', N'bak', @now, 1;
EXEC xp_dirtree '$(dir)/Backup', 0, 1;
GO
--> subdirectory|depth|file
--> ------------|-----|----
--> Shop|1|0
--> a.bak|2|1
--> notes.bak|2|1
--> (3 rows affected)
--> subdirectory|depth|file
--> ------------|-----|----
--> Shop|1|0
--> notes.bak|2|1
--> (2 rows affected)
