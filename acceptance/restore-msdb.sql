-- The history comes back from a backup of msdb while the instance runs, and nothing else does.
CREATE DATABASE Shop;
BACKUP DATABASE Shop TO DISK = '$(dir)/shop.bak';
BACKUP DATABASE msdb TO DISK = '$(dir)/msdb.bak';
GO
--> ...

EXEC sp_delete_database_backuphistory 'Shop';
CREATE DATABASE Later;
BACKUP DATABASE Later TO DISK = '$(dir)/later.bak';
SELECT database_name FROM msdb.dbo.backupset ORDER BY backup_set_id;
GO
--> ...
--> database_name
--> -------------
--> msdb
--> Later
--> (2 rows affected)

-- What means nothing for any database is taken here too.
RESTORE DATABASE msdb FROM DISK = '$(dir)/msdb.bak' WITH REPLACE, RESTART, LOADHISTORY, KEEP_REPLICATION, KEEP_CDC, ENABLE_BROKER,
    CONTINUE_AFTER_ERROR;
SELECT database_name FROM msdb.dbo.backupset ORDER BY backup_set_id;
SELECT destination_database_name, restore_type, replace FROM msdb.dbo.restorehistory;
SELECT name FROM sys.databases ORDER BY name;
GO
--> Processed {n} pages for database 'msdb', file 'msdb' on file 1.
--> Processed {n} pages for database 'msdb', file 'msdb_log' on file 1.
--> RESTORE DATABASE successfully processed {n} pages in {any}
--> database_name
--> -------------
--> Shop
--> msdb
--> (2 rows affected)
--> destination_database_name|restore_type|replace
--> -------------------------|------------|-------
--> msdb|D|1
--> (1 rows affected)
--> name
--> ----
--> Later
--> Shop
--> master
--> msdb
--> (4 rows affected)

BACKUP DATABASE Shop TO DISK = '$(dir)/shop.bak';
SELECT database_name, position FROM msdb.dbo.backupset ORDER BY backup_set_id;
GO
--> ...
--> database_name|position
--> -------------|--------
--> Shop|1
--> msdb|1
--> Shop|2
--> (3 rows affected)

RESTORE DATABASE msdb FROM DISK = '$(dir)/msdb.bak' WITH STOPAT = '2026-01-01';
GO
--> Msg 49900, Level 16, State 1
--> STOPAT for msdb is not supported.
--> Msg 3013, Level 16, State 1
--> RESTORE DATABASE is terminating abnormally.
