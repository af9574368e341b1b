-- History that is no longer wanted goes, a backup that is not listed comes back into the list, and no backup is touched.
CREATE DATABASE Shop;
CREATE DATABASE Other;
BACKUP DATABASE Shop TO DISK = '$(dir)/shop.bak';
BACKUP DATABASE Other TO DISK = '$(dir)/other.bak';
GO
--> ...

RESTORE DATABASE Copy FROM DISK = '$(dir)/shop.bak';
GO
--> ...

SELECT s.database_name, g.name, g.type_desc FROM msdb.dbo.backupset s
JOIN msdb.dbo.backupfilegroup g ON g.backup_set_id = s.backup_set_id ORDER BY s.backup_set_id;
SELECT h.destination_database_name, g.filegroup_name FROM msdb.dbo.restorehistory h
JOIN msdb.dbo.restorefilegroup g ON g.restore_history_id = h.restore_history_id;
SELECT * FROM msdb.dbo.logmarkhistory;
SELECT * FROM msdb.dbo.suspect_pages;
GO
--> database_name|name|type_desc
--> -------------|----|---------
--> Shop|PRIMARY|ROWS_FILEGROUP
--> Other|PRIMARY|ROWS_FILEGROUP
--> (2 rows affected)
--> destination_database_name|filegroup_name
--> -------------------------|--------------
--> Copy|PRIMARY
--> (1 rows affected)
--> database_name|mark_name|description|user_name|lsn|mark_time
--> -------------|---------|-----------|---------|---|---------
--> (0 rows affected)
--> database_id|file_id|page_id|event_type|error_count|last_update_date
--> -----------|-------|-------|----------|-----------|----------------
--> (0 rows affected)

EXEC msdb.dbo.sp_delete_backuphistory @oldest_date = '2020-01-01';
EXEC msdb.dbo.sp_delete_database_backuphistory @database_name = N'shop';
SELECT s.database_name, f.physical_device_name FROM msdb.dbo.backupset s
JOIN msdb.dbo.backupmediafamily f ON f.media_set_id = s.media_set_id;
SELECT COUNT(*) AS n FROM msdb.dbo.restorehistory;
SELECT COUNT(*) AS n FROM msdb.dbo.backupmediaset;
SELECT COUNT(*) AS n FROM msdb.dbo.backupfile;
GO
--> database_name|physical_device_name
--> -------------|--------------------
--> Other|{any}other.bak
--> (1 rows affected)
--> n
--> -
--> 0
--> (1 rows affected)
--> n
--> -
--> 1
--> (1 rows affected)
--> n
--> -
--> 2
--> (1 rows affected)

RESTORE VERIFYONLY FROM DISK = '$(dir)/shop.bak' WITH LOADHISTORY;
RESTORE VERIFYONLY FROM DISK = '$(dir)/shop.bak' WITH LOADHISTORY;
SELECT database_name FROM msdb.dbo.backupset ORDER BY backup_set_id;
GO
--> The backup set on file 1 is valid.
--> The backup set on file 1 is valid.
--> database_name
--> -------------
--> Other
--> Shop
--> (2 rows affected)

DECLARE @tomorrow datetime = DATEADD(day, 1, GETDATE());
EXEC msdb.dbo.sp_delete_backuphistory @tomorrow;
SELECT COUNT(*) AS n FROM msdb.dbo.backupmediaset;
GO
--> n
--> -
--> 0
--> (1 rows affected)

BEGIN TRANSACTION;
EXEC sp_delete_database_backuphistory 'Shop';
ROLLBACK;
GO
--> Msg 15002, Level 16, State 1
--> The procedure 'sp_delete_database_backuphistory' cannot be executed within a transaction.
