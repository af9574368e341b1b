-- A media's label is read without any key.
-- @instance shared
CREATE DATABASE Label;
BACKUP DATABASE Label TO DISK = '$(dir)/label.bak' WITH FORMAT, COMPRESSION, MEDIANAME = 'Tuesday',
    MEDIADESCRIPTION = 'Every week';
BACKUP DATABASE Label TO DISK = '$(dir)/bare.bak';
GO
--> Processed {n} pages for database 'Label', file 'Label' on file 1.
--> Processed {n} pages for database 'Label', file 'Label_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).
--> Processed {n} pages for database 'Label', file 'Label' on file 1.
--> Processed {n} pages for database 'Label', file 'Label_log' on file 1.
--> BACKUP DATABASE successfully processed {n} pages in {n} seconds ({n} MB/sec).

RESTORE LABELONLY FROM DISK = '$(dir)/label.bak';
GO
--> MediaName|MediaSetId|FamilyCount|FamilySequenceNumber|MediaFamilyId|MediaSequenceNumber|MediaLabelPresent|MediaDescription|SoftwareName|SoftwareVendorId|MediaDate|Mirror_Count|IsCompressed
--> ---------|----------|-----------|--------------------|-------------|-------------------|-----------------|----------------|------------|----------------|---------|------------|------------
--> Tuesday|{guid}|1|1|{guid}|1|0|Every week|Coffer|4608|{time}|1|1
--> (1 rows affected)

RESTORE LABELONLY FROM DISK = '$(dir)/bare.bak' WITH NOREWIND;
GO
--> MediaName|MediaSetId|FamilyCount|FamilySequenceNumber|MediaFamilyId|MediaSequenceNumber|MediaLabelPresent|MediaDescription|SoftwareName|SoftwareVendorId|MediaDate|Mirror_Count|IsCompressed
--> ---------|----------|-----------|--------------------|-------------|-------------------|-----------------|----------------|------------|----------------|---------|------------|------------
--> NULL|{guid}|1|1|{guid}|1|0|NULL|Coffer|4608|{time}|1|0
--> (1 rows affected)

RESTORE LABELONLY FROM DISK = '$(dir)/bare.bak' WITH MEDIANAME = 'Tuesday';
GO
--> Msg 4037, Level 16, State 1
--> The user-specified MEDIANAME "Tuesday" does not match the MEDIANAME "" of the device "$(dir)/bare.bak".
--> Msg 3013, Level 16, State 1
--> RESTORE LABELONLY is terminating abnormally.

RESTORE LABELONLY FROM DISK = '$(dir)/nowhere.bak';
GO
--> Msg 3201, Level 16, State 2
--> Cannot open backup device '$(dir)/nowhere.bak'. Operating system error 2(The system cannot find the file specified.).
--> Msg 3013, Level 16, State 1
--> RESTORE LABELONLY is terminating abnormally.

DROP DATABASE Label;
GO
