package dev.coffer.tsql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * T-SQL that Coffer lacks is refused by name and never as a syntax error. The statements are those of SQL Server's
 * documentation, in the forms that its examples have.
 */
class OtherStatementsTest {

    /** What stands before the bar is the statement; behind it, what the refusal calls it. */
    private static final String STATEMENTS = """
            ADD SIGNATURE TO HumanResources.uspUpdate BY CERTIFICATE c WITH PASSWORD = 'x'|ADD SIGNATURE
            ADD SENSITIVITY CLASSIFICATION TO dbo.t.c WITH (LABEL = 'x')|ADD SENSITIVITY CLASSIFICATION
            ALTER APPLICATION ROLE weekly WITH NAME = receipts|ALTER APPLICATION ROLE
            ALTER ASSEMBLY ComplexNumber FROM 'C:\\ComplexNumber.dll'|ALTER ASSEMBLY
            ALTER ASYMMETRIC KEY k REMOVE PRIVATE KEY|ALTER ASYMMETRIC KEY
            ALTER AUTHORIZATION ON DATABASE::Parts TO sa|ALTER AUTHORIZATION
            ALTER AVAILABILITY GROUP AccountsAG JOIN|ALTER AVAILABILITY GROUP
            ALTER CERTIFICATE c REMOVE PRIVATE KEY|ALTER CERTIFICATE
            ALTER COLUMN ENCRYPTION KEY k DROP VALUE (COLUMN_MASTER_KEY = m)|ALTER COLUMN ENCRYPTION KEY
            ALTER CRYPTOGRAPHIC PROVIDER p ENABLE|ALTER CRYPTOGRAPHIC PROVIDER
            ALTER DATABASE AUDIT SPECIFICATION s FOR SERVER AUDIT a|ALTER DATABASE AUDIT SPECIFICATION
            ALTER DATABASE ENCRYPTION KEY REGENERATE WITH ALGORITHM = AES_256|ALTER DATABASE ENCRYPTION KEY
            ALTER DATABASE SCOPED CONFIGURATION SET MAXDOP = 1|ALTER DATABASE SCOPED CONFIGURATION
            ALTER ENDPOINT e STATE = STOPPED|ALTER ENDPOINT
            ALTER EVENT SESSION s ON SERVER STATE = START|ALTER EVENT SESSION
            ALTER FULLTEXT INDEX ON t ENABLE|ALTER FULLTEXT INDEX
            ALTER FUNCTION f() RETURNS int AS BEGIN RETURN 1 END|ALTER FUNCTION
            ALTER INDEX ALL ON dbo.t REBUILD WITH (ONLINE = ON)|ALTER INDEX
            ALTER LOGIN sa WITH PASSWORD = 'x'|ALTER LOGIN
            ALTER PARTITION FUNCTION f() SPLIT RANGE (500)|ALTER PARTITION FUNCTION
            ALTER PROCEDURE p AS SELECT 1|ALTER PROCEDURE
            ALTER PROC p AS SELECT 1|ALTER PROC
            ALTER QUEUE q WITH STATUS = ON|ALTER QUEUE
            ALTER RESOURCE GOVERNOR RECONFIGURE|ALTER RESOURCE GOVERNOR
            ALTER ROLE db_owner ADD MEMBER u|ALTER ROLE
            ALTER SCHEMA s TRANSFER dbo.t|ALTER SCHEMA
            ALTER SECURITY POLICY p WITH (STATE = ON)|ALTER SECURITY POLICY
            ALTER SEQUENCE s RESTART WITH 1|ALTER SEQUENCE
            ALTER SERVER AUDIT a WITH (STATE = ON)|ALTER SERVER AUDIT
            ALTER SERVER AUDIT SPECIFICATION s WITH (STATE = ON)|ALTER SERVER AUDIT SPECIFICATION
            ALTER SERVER CONFIGURATION SET PROCESS AFFINITY CPU = 0|ALTER SERVER CONFIGURATION
            ALTER SERVER ROLE sysadmin ADD MEMBER u|ALTER SERVER ROLE
            ALTER SYMMETRIC KEY k ADD ENCRYPTION BY CERTIFICATE c|ALTER SYMMETRIC KEY
            ALTER TRIGGER t ON dbo.x AFTER INSERT AS RETURN|ALTER TRIGGER
            ALTER USER u WITH NAME = v|ALTER USER
            ALTER VIEW v AS SELECT 1 AS a|ALTER VIEW
            ALTER WORKLOAD GROUP g USING p|ALTER WORKLOAD GROUP
            BACKUP GROUP a, b TO DISK = 'x' WITH METADATA_ONLY|BACKUP GROUP
            BACKUP SERVER TO DISK = 'x' WITH METADATA_ONLY|BACKUP SERVER
            BACKUP SYMMETRIC KEY k TO FILE = 'x' ENCRYPTION BY PASSWORD = 'y'|BACKUP SYMMETRIC KEY
            BEGIN DISTRIBUTED TRANSACTION|BEGIN DISTRIBUTED TRANSACTION
            BEGIN DISTRIBUTED TRAN|BEGIN DISTRIBUTED TRAN
            BEGIN DIALOG CONVERSATION @h FROM SERVICE a TO SERVICE 'b'|BEGIN DIALOG
            BEGIN CONVERSATION TIMER (@h) TIMEOUT = 120|BEGIN CONVERSATION TIMER
            BULK INSERT dbo.t FROM 'f.csv' WITH (FORMAT = 'CSV')|BULK INSERT
            CLOSE SYMMETRIC KEY k|CLOSE SYMMETRIC KEY
            CLOSE ALL SYMMETRIC KEYS|CLOSE ALL SYMMETRIC KEYS
            CREATE AGGREGATE a (@v int) RETURNS int EXTERNAL NAME x.y|CREATE AGGREGATE
            CREATE APPLICATION ROLE weekly WITH PASSWORD = 'x'|CREATE APPLICATION ROLE
            CREATE ASSEMBLY a FROM 'x.dll' WITH PERMISSION_SET = SAFE|CREATE ASSEMBLY
            CREATE ASYMMETRIC KEY k WITH ALGORITHM = RSA_2048|CREATE ASYMMETRIC KEY
            CREATE AVAILABILITY GROUP g FOR DATABASE d REPLICA ON 'x' WITH (X = 1)|CREATE AVAILABILITY GROUP
            CREATE COLUMN MASTER KEY k WITH (KEY_STORE_PROVIDER_NAME = 'x')|CREATE COLUMN MASTER KEY
            CREATE CLUSTERED COLUMNSTORE INDEX i ON t|CREATE CLUSTERED COLUMNSTORE INDEX
            CREATE COLUMNSTORE INDEX i ON t (a)|CREATE COLUMNSTORE INDEX
            CREATE CONTRACT c (m SENT BY INITIATOR)|CREATE CONTRACT
            CREATE CRYPTOGRAPHIC PROVIDER p FROM FILE = 'x.dll'|CREATE CRYPTOGRAPHIC PROVIDER
            CREATE DATABASE AUDIT SPECIFICATION s FOR SERVER AUDIT a|CREATE DATABASE AUDIT SPECIFICATION
            CREATE DATABASE ENCRYPTION KEY WITH ALGORITHM = AES_256|CREATE DATABASE ENCRYPTION KEY
            CREATE DEFAULT d AS 1|CREATE DEFAULT
            CREATE ENDPOINT e STATE = STARTED AS TCP (LISTENER_PORT = 5022) FOR TSQL ()|CREATE ENDPOINT
            CREATE EVENT SESSION s ON SERVER ADD EVENT sqlserver.x|CREATE EVENT SESSION
            CREATE EVENT NOTIFICATION n ON SERVER FOR CREATE_DATABASE TO SERVICE 's', 'x'|CREATE EVENT NOTIFICATION
            CREATE EXTERNAL DATA SOURCE s WITH (LOCATION = 'x')|CREATE EXTERNAL DATA SOURCE
            CREATE EXTERNAL TABLE t (a int) WITH (LOCATION = 'x')|CREATE EXTERNAL TABLE
            CREATE FULLTEXT CATALOG c AS DEFAULT|CREATE FULLTEXT CATALOG
            CREATE FULLTEXT INDEX ON t (a) KEY INDEX i|CREATE FULLTEXT INDEX
            CREATE FUNCTION dbo.f (@a int) RETURNS int AS BEGIN RETURN @a END|CREATE FUNCTION
            CREATE LOGIN l WITH PASSWORD = 'x' MUST_CHANGE, CHECK_EXPIRATION = ON|CREATE LOGIN
            CREATE LOGIN [D\\u] FROM WINDOWS|CREATE LOGIN
            CREATE MESSAGE TYPE m VALIDATION = NONE|CREATE MESSAGE TYPE
            CREATE OR ALTER PROCEDURE p AS SELECT 1|CREATE OR ALTER PROCEDURE
            CREATE OR ALTER VIEW v AS SELECT 1 AS a|CREATE OR ALTER VIEW
            CREATE PARTITION FUNCTION f (int) AS RANGE LEFT FOR VALUES (1, 100)|CREATE PARTITION FUNCTION
            CREATE PARTITION SCHEME s AS PARTITION f ALL TO ([PRIMARY])|CREATE PARTITION SCHEME
            CREATE PRIMARY XML INDEX i ON t (x)|CREATE PRIMARY XML INDEX
            CREATE PROCEDURE dbo.p @a int = 1 OUTPUT AS BEGIN SET NOCOUNT ON SELECT @a END|CREATE PROCEDURE
            CREATE PROC p AS RETURN 1|CREATE PROC
            CREATE QUEUE q WITH STATUS = ON|CREATE QUEUE
            CREATE RESOURCE POOL p WITH (MAX_CPU_PERCENT = 50)|CREATE RESOURCE POOL
            CREATE ROLE buyers AUTHORIZATION dbo|CREATE ROLE
            CREATE RULE r AS @v > 1|CREATE RULE
            CREATE SCHEMA s AUTHORIZATION dbo|CREATE SCHEMA
            CREATE SECURITY POLICY p ADD FILTER PREDICATE f(a) ON t|CREATE SECURITY POLICY
            CREATE SEQUENCE s START WITH 1 INCREMENT BY 1|CREATE SEQUENCE
            CREATE SERVER AUDIT a TO FILE (FILEPATH = 'x')|CREATE SERVER AUDIT
            CREATE SERVER AUDIT SPECIFICATION s FOR SERVER AUDIT a|CREATE SERVER AUDIT SPECIFICATION
            CREATE SERVER ROLE r|CREATE SERVER ROLE
            CREATE SERVICE s ON QUEUE q|CREATE SERVICE
            CREATE SPATIAL INDEX i ON t (g)|CREATE SPATIAL INDEX
            CREATE STATISTICS s ON dbo.t (a) WITH FULLSCAN|CREATE STATISTICS
            CREATE SYMMETRIC KEY k WITH ALGORITHM = AES_256 ENCRYPTION BY CERTIFICATE c|CREATE SYMMETRIC KEY
            CREATE SYNONYM s FOR dbo.t|CREATE SYNONYM
            CREATE TRIGGER t ON dbo.x FOR INSERT AS PRINT 'x'|CREATE TRIGGER
            CREATE TYPE dbo.ids AS TABLE (id int)|CREATE TYPE
            CREATE USER u FOR LOGIN l WITH DEFAULT_SCHEMA = dbo|CREATE USER
            CREATE WORKLOAD GROUP g|CREATE WORKLOAD GROUP
            CREATE XML SCHEMA COLLECTION c AS N'<x/>'|CREATE XML SCHEMA COLLECTION
            DENY VIEW DEFINITION ON CERTIFICATE::c TO u|DENY
            DISABLE TRIGGER t ON dbo.x|DISABLE TRIGGER
            DROP APPLICATION ROLE weekly|DROP APPLICATION ROLE
            DROP ASYMMETRIC KEY k|DROP ASYMMETRIC KEY
            DROP DATABASE AUDIT SPECIFICATION s|DROP DATABASE AUDIT SPECIFICATION
            DROP DATABASE ENCRYPTION KEY|DROP DATABASE ENCRYPTION KEY
            DROP EVENT SESSION s ON SERVER|DROP EVENT SESSION
            DROP FUNCTION IF EXISTS dbo.f|DROP FUNCTION
            DROP LOGIN l|DROP LOGIN
            DROP PROCEDURE IF EXISTS p|DROP PROCEDURE
            DROP PROC p|DROP PROC
            DROP ROLE r|DROP ROLE
            DROP SCHEMA s|DROP SCHEMA
            DROP SEQUENCE s|DROP SEQUENCE
            DROP SERVER AUDIT a|DROP SERVER AUDIT
            DROP STATISTICS t.s|DROP STATISTICS
            DROP SYMMETRIC KEY k|DROP SYMMETRIC KEY
            DROP SYNONYM s|DROP SYNONYM
            DROP TRIGGER t|DROP TRIGGER
            DROP TYPE t|DROP TYPE
            DROP USER u|DROP USER
            ENABLE TRIGGER ALL ON DATABASE|ENABLE TRIGGER
            BEGIN END CONVERSATION @h WITH CLEANUP END|END CONVERSATION
            EXECUTE AS LOGIN = 'u'|EXECUTE AS
            EXEC AS USER = 'u' WITH NO REVERT|EXEC AS
            GET CONVERSATION GROUP @g FROM q|GET CONVERSATION GROUP
            IF 1 = 1 GOTO done|GOTO
            done: PRINT 'x'|A label of GOTO
            GRANT BACKUP DATABASE TO u|GRANT
            GRANT CONTROL SERVER TO u WITH GRANT OPTION|GRANT
            KILL QUERY NOTIFICATION SUBSCRIPTION ALL|KILL QUERY NOTIFICATION SUBSCRIPTION
            KILL STATS JOB 53|KILL STATS JOB
            MOVE CONVERSATION @h TO @g|MOVE CONVERSATION
            OPEN SYMMETRIC KEY k DECRYPTION BY CERTIFICATE c|OPEN SYMMETRIC KEY
            READTEXT t.c @p 1 25|READTEXT
            RECEIVE TOP (1) * FROM q|RECEIVE
            RESTORE REWINDONLY FROM TAPE = 'x'|RESTORE REWINDONLY
            RESTORE SYMMETRIC KEY k FROM FILE = 'x' DECRYPTION BY PASSWORD = 'y'|RESTORE SYMMETRIC KEY
            REVERT|REVERT
            REVOKE SELECT ON dbo.t FROM u|REVOKE
            SEND ON CONVERSATION @h MESSAGE TYPE m ('x')|SEND ON CONVERSATION
            SET CONTEXT_INFO 0x01|SET CONTEXT_INFO
            SETUSER 'u'|SETUSER
            UPDATE STATISTICS dbo.t WITH FULLSCAN|UPDATE STATISTICS
            WITH XMLNAMESPACES ('x' AS y) SELECT 1|WITH XMLNAMESPACES
            """;

    private final BatchParser parser = new BatchParser();

    private SqlError refusal(String batch) {
        SqlError error = catchThrowableOfType(SqlError.class, () -> parser.parse(batch));
        assertThat(error).as(batch).isNotNull();
        return error;
    }

    @Test
    void everyOtherStatementIsRefusedByItsName() {
        STATEMENTS.lines().forEach(line -> {
            String[] parts = line.split("\\|");
            SqlError refused = refusal("PRINT 'before'\n" + parts[0]);
            assertThat(refused.catalogued())
                    .as(parts[0] + ": " + refused.getMessage())
                    .isEqualTo(Message.NOT_SUPPORTED);
            assertThat(refused.getMessage()).as(parts[0]).contains(parts[1] + " is not supported.");
            assertThat(refused.line()).as(parts[0]).isEqualTo(2);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM t PIVOT (SUM(a) FOR b IN ([1], [2])) AS p",
                "SELECT * FROM (SELECT a, b FROM t) AS s UNPIVOT (v FOR n IN (a, b)) AS u",
                "SELECT * FROM t TABLESAMPLE (10 PERCENT)",
                "SELECT * FROM t FOR SYSTEM_TIME AS OF '2026-01-01'",
                "SELECT * FROM OPENROWSET(BULK 'f', SINGLE_CLOB) AS x",
                "SELECT * FROM OPENQUERY(s, 'SELECT 1')",
                "SELECT * FROM OPENXML(@i, '/x')",
                "SELECT * FROM t FOR XML AUTO",
                "SELECT a FROM t FOR JSON PATH",
                "SELECT (SELECT a FROM t FOR XML PATH('x'))",
                "SELECT (SELECT a FROM t FOR XML PATH(''))",
                "SELECT * FROM (SELECT a FROM t FOR JSON AUTO) AS x (j)",
                "SELECT a FROM t OPTION (TABLE HINT (t, NOLOCK))",
                "SELECT a FROM t GROUP BY ALL a",
                "SELECT a FROM t WINDOW w AS (ORDER BY a)",
                "SELECT NEXT VALUE FOR s",
                "SELECT 1 FROM t WHERE CONTAINS(a, 'x')",
                "SELECT 1 FROM t WHERE a IS NOT DISTINCT FROM b",
                "SELECT FIRST_VALUE(a) IGNORE NULLS OVER (ORDER BY b) FROM t",
                "SELECT PARSE('1' AS int)",
                "SELECT TRIM('x' FROM a), TRIM(LEADING 'x' FROM a) FROM t",
                "SELECT TRIM(LEADING 'x' FROM a) FROM t",
                "SELECT JSON_OBJECT('a': 1)",
                "SELECT IDENTITY(int, 1, 1) AS i INTO t2 FROM t",
                "UPDATE t SET a = 1 WHERE CURRENT OF c",
                "EXEC ('SELECT 1') AT linked",
                "EXEC p WITH RESULT SETS NONE",
                "WAITFOR (RECEIVE * FROM q)",
                "CREATE TABLE t (a int, b AS a + 1)",
                "CREATE TABLE t (a varchar(10) COLLATE Latin1_General_CI_AS)",
                "CREATE DATABASE s ON (NAME = d, FILENAME = 'x.ss') AS SNAPSHOT OF d",
                "DBCC FREEPROCCACHE",
                "ALTER TABLE t SWITCH TO u"
            })
    void otherFormsAreRefusedByTheirNames(String batch) {
        SqlError refused = catchThrowableOfType(SqlError.class, () -> parser.parse("DECLARE @i int\n" + batch));
        assertThat(refused).as(batch).isNotNull();
        assertThat(refused.catalogued()).as(batch + ": " + refused.getMessage()).isEqualTo(Message.NOT_SUPPORTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT a FROM t OPTION (RECOMPILE, MAXDOP 1, OPTIMIZE FOR UNKNOWN, USE HINT ('x'), HASH JOIN)",
                "SELECT a INTO #x FROM t ORDER BY a OPTION (FAST 10)",
                "WITH n (i) AS (SELECT 1) SELECT i FROM n OPTION (MAXRECURSION 0)",
                "INSERT t SELECT a FROM u OPTION (FORCE ORDER)",
                "UPDATE t SET a = 1 OPTION (LOOP JOIN)",
                "DELETE t OPTION (MAX_GRANT_PERCENT = 10)",
                "MERGE t USING u ON t.a = u.a WHEN MATCHED THEN DELETE OPTION (KEEPFIXED PLAN);",
                "DECLARE c CURSOR FOR SELECT a FROM t OPTION (ROBUST PLAN)",
                "SELECT a FROM t INNER HASH JOIN u ON t.a = u.a LEFT OUTER LOOP JOIN v ON v.a = t.a",
                "SELECT STUFF((SELECT ',' + a FROM t ORDER BY a FOR XML PATH('')), 1, 1, '')",
                "SELECT (SELECT ',' + a AS [text()] FROM t FOR XML PATH(''), TYPE).value('.', 'nvarchar(max)')",
                "SELECT a, SUM(b) FROM t GROUP BY ROLLUP (a, c), CUBE (d)",
                "SELECT a, SUM(b) FROM t GROUP BY GROUPING SETS ((a, c), (a), ())",
                "SELECT a, SUM(b) FROM t GROUP BY a, c WITH ROLLUP",
                "SELECT SUM(b) FROM t GROUP BY (a + 1) * 2",
                "SELECT STRING_AGG(a, ',') WITHIN GROUP (ORDER BY a DESC) FROM t"
            })
    void whatCannotChangeResultsOrIsHereIsParsed(String batch) throws SqlError {
        assertThat(parser.parse(batch)).as(batch).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE NONSENSE n|Incorrect syntax near 'NONSENSE'.",
                "ALTER SERVER NONSENSE|Incorrect syntax near 'SERVER'.",
                "SELECT a FROM t OPTION (NONSENSE)|Incorrect syntax near 'NONSENSE'.",
                "SELECT (SELECT a FROM t OPTION (RECOMPILE))|Incorrect syntax near the keyword 'OPTION'.",
                "SELECT a FROM t GROUP BY ROLLUP (a|Incorrect syntax near 'a'."
            })
    void whatIsNoTsqlIsASyntaxError(String batch, String message) {
        assertThat(refusal(batch).getMessage()).contains(message);
    }
}
