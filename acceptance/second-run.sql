-- The example, run twice: a second run finds the keys, spares their files and appends a second set.
:r $(examples)/encrypted-backup.sql
GO
--> Changed database context to 'master'.
--> 1. A database master key and a certificate
--> 2. A database and three rows
--> Changed database context to 'MyTestDB'.
--> (3 rows affected)
--> 3. An encrypted backup
--> Changed database context to 'master'.
--> Warning: The certificate used for encrypting the database encryption key has not been backed up. You should immediately back up the certificate and the private key associated with the certificate. If the certificate ever becomes unavailable or if you must restore or attach the database on another server, you must have backups of both the certificate and the private key or you will not be able to open the database.
--> The path 'C:\Program Files\Microsoft SQL Server\MSSQL12.MSSQLSERVER\MSSQL\Backup\MyTestDB.bak' stands for '{any}/drive_c/Program Files/Microsoft SQL Server/MSSQL12.MSSQLSERVER/MSSQL/Backup/MyTestDB.bak' on this server.
--> ...
--> Processed {n} pages for database 'MyTestDB', file 'MyTestDB' on file 1.
--> 100 percent processed.
--> Processed {n} pages for database 'MyTestDB', file 'MyTestDB_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).
--> 4. Backups of the certificate and of the service master key
--> The path 'MyTestDBBackupEncryptCert.cer' stands for '{any}/keys/MyTestDBBackupEncryptCert.cer' on this server.
--> The path 'MyTestDBBackupEncryptCert.pvk' stands for '{any}/keys/MyTestDBBackupEncryptCert.pvk' on this server.
--> The private key was written as encrypted PKCS#8 (PBES2, AES-256, PBKDF2).
--> The path 'service_master_key' stands for '{any}/keys/service_master_key' on this server.
--> 5. The database is dropped and restored
--> The path 'C:\Program Files\Microsoft SQL Server\MSSQL12.MSSQLSERVER\MSSQL\Backup\MyTestDB.bak' stands for '{any}/drive_c/Program Files/Microsoft SQL Server/MSSQL12.MSSQLSERVER/MSSQL/Backup/MyTestDB.bak' on this server.
--> ...
--> 100 percent processed.
--> Processed {n} pages for database 'MyTestDB', file 'MyTestDB' on file 1.
--> Processed {n} pages for database 'MyTestDB', file 'MyTestDB_log' on file 1.
--> RESTORE DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).
--> Changed database context to 'MyTestDB'.
--> OrderId|Customer|Amount
--> -------|--------|------
--> 1|Ångström & Søn|129.50
--> 2|Contoso|8.00
--> 3|Fabrikam|42.00
--> (3 rows affected)
--> Done. Run it again to see what a second run says; to start over, delete the folder coffer-data.
--> What the file says about itself: ./coffer inspect FILE   Is it whole: ./coffer verify FILE

:r $(examples)/encrypted-backup.sql
GO
