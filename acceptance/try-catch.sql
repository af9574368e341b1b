-- What fails in TRY goes on in CATCH, which can tell what it was, and a transaction that cannot be saved is not committed.
-- @instance shared
CREATE DATABASE Tried;
USE Tried;
CREATE TABLE dbo.T (Id int PRIMARY KEY);
GO
--> Changed database context to 'Tried'.

BEGIN TRY
    INSERT INTO T VALUES (1);
    INSERT INTO T VALUES (1);
    PRINT 'not reached';
END TRY
BEGIN CATCH
    PRINT ERROR_MESSAGE();
    PRINT CONCAT(ERROR_NUMBER(), ' ', ERROR_SEVERITY(), ' ', ERROR_STATE(), ' line ', ERROR_LINE());
END CATCH;
IF ERROR_NUMBER() IS NULL PRINT 'over';
GO
--> (1 rows affected)
--> Violation of PRIMARY KEY constraint '{any}'. Cannot insert duplicate key in object 'dbo.T'. The duplicate key value is (1).
--> 2627 14 1 line 4
--> over

-- A failed backup's last error is the one that is caught.
BEGIN TRY
    BACKUP DATABASE NoSuch TO DISK = '$(dir)/nosuch.bak';
END TRY
BEGIN CATCH
    PRINT ERROR_NUMBER();
    PRINT ERROR_MESSAGE();
END CATCH;
GO
--> 3013
--> BACKUP DATABASE is terminating abnormally.

-- Blocks nest, and an error in a CATCH goes to the next one outside.
BEGIN TRY
    BEGIN TRY
        SELECT 1 / 0 AS x;
    END TRY
    BEGIN CATCH
        PRINT ERROR_NUMBER();
        EXEC ('SELECT * FROM NoSuchTable');
    END CATCH;
END TRY
BEGIN CATCH
    PRINT ERROR_NUMBER();
END CATCH;
GO
--> 8134
--> 208

-- An informational message is no error.
BEGIN TRY
    RAISERROR('only saying', 10, 1);
    PRINT 'still here';
END TRY
BEGIN CATCH
    PRINT 'not here';
END CATCH;
GO
--> only saying
--> still here

-- With XACT_ABORT the transaction is doomed: it reads, but neither writes nor commits.
SET XACT_ABORT ON;
BEGIN TRY
    BEGIN TRAN;
    INSERT INTO T VALUES (2);
    INSERT INTO T VALUES (1);
END TRY
BEGIN CATCH
    SELECT XACT_STATE() AS state_, @@TRANCOUNT AS open_;
    BEGIN TRY
        COMMIT;
    END TRY
    BEGIN CATCH
        PRINT ERROR_MESSAGE();
    END CATCH;
    IF XACT_STATE() = -1 ROLLBACK;
END CATCH;
SELECT COUNT(*) AS n, @@TRANCOUNT AS open_ FROM T;
GO
--> (1 rows affected)
--> state_|open_
--> ------|-----
--> -1|1
--> (1 rows affected)
--> The current transaction cannot be committed and cannot support operations that write to the log file. Roll back the transaction.
--> n|open_
--> -|-----
--> 1|0
--> (1 rows affected)

-- Nobody rolled it back: the end of the batch does.
BEGIN TRY
    BEGIN TRAN;
    INSERT INTO T VALUES (1);
END TRY
BEGIN CATCH
    PRINT 'caught';
END CATCH;
GO
--> caught
--> Msg 3998, Level 16, State 1
--> Uncommittable transaction is detected at the end of the batch. The transaction is rolled back.

-- Without it a statement's failure leaves the transaction as it was.
SET XACT_ABORT OFF;
BEGIN TRY
    BEGIN TRAN;
    INSERT INTO T VALUES (3);
    INSERT INTO T VALUES (1);
END TRY
BEGIN CATCH
    PRINT XACT_STATE();
    COMMIT;
END CATCH;
SELECT COUNT(*) AS n FROM T;
GO
--> (1 rows affected)
--> 1
--> n
--> -
--> 2
--> (1 rows affected)

USE master;
DROP DATABASE Tried;
GO
--> Changed database context to 'master'.
