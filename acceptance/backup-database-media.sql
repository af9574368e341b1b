-- Appending, overwriting and formatting follow the media's name and its sets' expiry.
-- @instance shared
CREATE DATABASE Media;
GO

BACKUP DATABASE Media TO DISK = '$(dir)/media.bak' WITH FORMAT, MEDIANAME = 'Tuesday', MEDIADESCRIPTION = 'Every week',
    NAME = 'First', DESCRIPTION = 'Kept for a week', RETAINDAYS = 7;
GO
--> Processed {n} pages for database 'Media', file 'Media' on file 1.
--> Processed {n} pages for database 'Media', file 'Media_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

BACKUP DATABASE Media TO DISK = '$(dir)/media.bak' WITH NAME = 'Second';
GO
--> Processed {n} pages for database 'Media', file 'Media' on file 2.
--> Processed {n} pages for database 'Media', file 'Media_log' on file 2.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

BACKUP DATABASE Media TO DISK = '$(dir)/media.bak' WITH MEDIANAME = 'Monday';
GO
--> Msg 4037, Level 16, State 1
--> The user-specified MEDIANAME "Monday" does not match the MEDIANAME "Tuesday" of the device "$(dir)/media.bak".
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

BACKUP DATABASE Media TO DISK = '$(dir)/media.bak' WITH MEDIANAME = 'Tuesday', NAME = 'Third';
GO
--> Processed {n} pages for database 'Media', file 'Media' on file 3.
--> Processed {n} pages for database 'Media', file 'Media_log' on file 3.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

BACKUP DATABASE Media TO DISK = '$(dir)/media.bak' WITH INIT;
GO
--> Msg 4030, Level 16, State 1
--> The medium on device '$(dir)/media.bak' expires on {any} and cannot be overwritten.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

RESTORE LABELONLY FROM DISK = '$(dir)/media.bak' WITH MEDIANAME = 'Monday';
GO
--> Msg 4037, Level 16, State 1
--> The user-specified MEDIANAME "Monday" does not match the MEDIANAME "Tuesday" of the device "$(dir)/media.bak".
--> Msg 3013, Level 16, State 1
--> RESTORE LABELONLY is terminating abnormally.

BACKUP DATABASE Media TO DISK = '$(dir)/media.bak' WITH INIT, SKIP, NAME = 'Alone, on the old media',
    EXPIREDATE = '20200101';
GO
--> Processed {n} pages for database 'Media', file 'Media' on file 1.
--> Processed {n} pages for database 'Media', file 'Media_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

RESTORE LABELONLY FROM DISK = '$(dir)/media.bak' WITH MEDIANAME = 'Tuesday';
GO
--> MediaName|MediaSetId|FamilyCount|FamilySequenceNumber|MediaFamilyId|MediaSequenceNumber|MediaLabelPresent|MediaDescription|SoftwareName|SoftwareVendorId|MediaDate|Mirror_Count|IsCompressed
--> ---------|----------|-----------|--------------------|-------------|-------------------|-----------------|----------------|------------|----------------|---------|------------|------------
--> Tuesday|{guid}|1|1|{guid}|1|0|Every week|Coffer|4608|{time}|1|0
--> (1 rows affected)

BACKUP DATABASE Media TO DISK = '$(dir)/media.bak' WITH INIT, NAME = 'Its time was over';
GO
--> Processed {n} pages for database 'Media', file 'Media' on file 1.
--> Processed {n} pages for database 'Media', file 'Media_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

BACKUP DATABASE Media TO DISK = '$(dir)/media.bak' WITH FORMAT, MEDIANAME = 'Wednesday';
GO
--> Processed {n} pages for database 'Media', file 'Media' on file 1.
--> Processed {n} pages for database 'Media', file 'Media_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

RESTORE LABELONLY FROM DISK = '$(dir)/media.bak';
GO
--> MediaName|MediaSetId|FamilyCount|FamilySequenceNumber|MediaFamilyId|MediaSequenceNumber|MediaLabelPresent|MediaDescription|SoftwareName|SoftwareVendorId|MediaDate|Mirror_Count|IsCompressed
--> ---------|----------|-----------|--------------------|-------------|-------------------|-----------------|----------------|------------|----------------|---------|------------|------------
--> Wednesday|{guid}|1|1|{guid}|1|0|NULL|Coffer|4608|{time}|1|0
--> (1 rows affected)

-- @write foreign.bak This is somebody's file.
BACKUP DATABASE Media TO DISK = '$(dir)/foreign.bak';
GO
--> Msg 3241, Level 16, State 1
--> The media family on device '$(dir)/foreign.bak' is incorrectly formed. SQL Server cannot process this media family. Check the file name: it holds no Coffer backup.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

BACKUP DATABASE Media TO DISK = '$(dir)/foreign.bak' WITH INIT;
GO
--> Msg 3241, Level 16, State 1
--> The media family on device '$(dir)/foreign.bak' is incorrectly formed. SQL Server cannot process this media family. Check the file name: it holds no Coffer backup.
--> Msg 3013, Level 16, State 1
--> BACKUP DATABASE is terminating abnormally.

BACKUP DATABASE Media TO DISK = '$(dir)/foreign.bak' WITH FORMAT;
GO
--> Processed {n} pages for database 'Media', file 'Media' on file 1.
--> Processed {n} pages for database 'Media', file 'Media_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

DROP DATABASE Media;
GO
