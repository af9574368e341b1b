package dev.coffer.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.Answers;
import dev.coffer.app.TestInstance;
import dev.coffer.result.Client;
import dev.coffer.result.SqlType;
import dev.coffer.result.Variant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What functions say about the server, the session and the objects of a database, with the types clients unbox. */
class SystemFunctionsTest {

    @RegisterExtension
    private static final TestInstance TEST = TestInstance.forAllTests();

    private Session session;

    @BeforeEach
    void open() {
        session = TEST.newSession();
    }

    private Answers run(String batch) {
        return TestInstance.run(session, batch);
    }

    private List<@Nullable Object> row(String query) {
        Answers answers = run(query);
        assertThat(answers.errors()).as(query).isEmpty();
        assertThat(answers.rows(0)).as(query).hasSize(1);
        return answers.rows(0).get(0);
    }

    private String line(String query) {
        List<String> values = new ArrayList<>();
        row(query).forEach(value -> values.add(String.valueOf(value)));
        return String.join("|", values);
    }

    private static Variant variant(String type, Object value) {
        return new Variant(type.equals("nvarchar") ? SqlType.nvarchar(128) : SqlType.of(type), value);
    }

    @Test
    void serverPropertiesHaveTheirOwnTypes() {
        Answers answers = run("SELECT SERVERPROPERTY('EngineEdition'), SERVERPROPERTY(N'productversion'),"
                + " SERVERPROPERTY('ServerName'), SERVERPROPERTY('InstanceName'), SERVERPROPERTY('EditionID'),"
                + " SERVERPROPERTY('no such thing'), SERVERPROPERTY(CONCAT('Is', 'Clustered'))");
        assertThat(answers.columns(0))
                .allSatisfy(column -> assertThat(column.type()).isEqualTo(SqlType.of("sql_variant")));
        List<@Nullable Object> row = answers.rows(0).get(0);
        assertThat(row.get(0)).isEqualTo(variant("int", 3));
        assertThat(row.get(1)).isEqualTo(variant("nvarchar", "16.0.1000.0"));
        assertThat(row.get(2)).isEqualTo(variant("nvarchar", "TEST"));
        assertThat(row.get(3)).isNull();
        assertThat(row.get(4)).isEqualTo(variant("bigint", 1804890536L));
        assertThat(row.get(5)).isNull();
        assertThat(row.get(6)).isEqualTo(variant("int", 0));
    }

    /** Columns of the statement are meant, whatever columns the views have that the functions look into. */
    @Test
    void argumentsAreTheStatementsOwnColumns() {
        run("CREATE TABLE #d (id int, name sysname, d sysname, p sysname, sid varbinary(85), principal_id int,"
                + " state int, database_id int, type char(1))");
        run("INSERT #d SELECT 1, 'master', 'master', p.name, p.sid, p.principal_id, 3, 1, 'x'"
                + " FROM sys.server_principals AS p WHERE p.name = 'sa'");
        run("INSERT #d SELECT 4, 'msdb', 'msdb', 'nobody', NULL, -1, 3, 1, 'x'");
        for (String of : List.of("", "d.", "r.", "p.", "m.")) {
            String alias = of.isEmpty() ? "" : " AS " + of.substring(0, 1);
            String query = "SELECT DB_NAME(§id), DB_ID(§name), DB_ID(§d), HAS_DBACCESS(§name),"
                    + " DATABASEPROPERTYEX(§name, 'Status'), HAS_PERMS_BY_NAME(§name, 'DATABASE', 'ANY'),"
                    + " SUSER_NAME(§principal_id), SUSER_SNAME(§sid), SUSER_ID(§p), SUSER_SID(§p),"
                    + " IS_SRVROLEMEMBER('sysadmin', §p) FROM #d" + alias + " WHERE §id = ";
            List<@Nullable Object> master = row(query.replace("§", of) + 1);
            assertThat(master.subList(0, 8))
                    .as(of)
                    .containsExactly("master", (short) 1, (short) 1, 1, variant("nvarchar", "ONLINE"), 1, "sa", "sa");
            assertThat(master.subList(8, 11)).as(of).doesNotContainNull();
            assertThat(row(query.replace("§", of) + 4))
                    .as(of)
                    .containsExactly(
                            "msdb",
                            (short) 4,
                            (short) 4,
                            1,
                            variant("nvarchar", "ONLINE"),
                            1,
                            null,
                            null,
                            null,
                            null,
                            null);
        }
        assertThat(line("SELECT COUNT(*) FROM sys.databases WHERE DATABASEPROPERTYEX(name, 'Status') = 'ONLINE'"
                        + " AND DB_ID(name) = database_id AND DB_NAME(database_id) = name"))
                .isEqualTo(line("SELECT COUNT(*) FROM sys.databases"));
        assertThat(line("SELECT DB_ID(MAX(name)) FROM #d")).isEqualTo("4");
    }

    /** Scripts and tools begin with these when they are told no folder. */
    @Test
    void defaultFoldersAreTold() {
        String folders = line("SELECT CAST(SERVERPROPERTY('InstanceDefaultBackupPath') AS nvarchar(400)),"
                + " CAST(SERVERPROPERTY('InstanceDefaultDataPath') AS nvarchar(400)),"
                + " CAST(SERVERPROPERTY('InstanceDefaultLogPath') AS nvarchar(400)),"
                + " CAST(SERVERPROPERTY('ErrorLogFileName') AS nvarchar(400))");
        String root = folders.substring(0, folders.indexOf("/backup|"));
        assertThat(root).startsWith("/");
        assertThat(folders).isEqualTo(root + "/backup|" + root + "/db/|" + root + "/db/|" + root + "/log/errorlog");
        assertThat(line("DECLARE @b nvarchar(400), @d nvarchar(400), @none nvarchar(400);"
                        + " EXEC master.dbo.xp_instance_regread N'HKEY_LOCAL_MACHINE',"
                        + " N'Software\\Microsoft\\MSSQLServer\\MSSQLServer', N'BackupDirectory', @b OUTPUT;"
                        + " EXEC master.dbo.xp_instance_regread N'HKEY_LOCAL_MACHINE',"
                        + " N'Software\\Microsoft\\MSSQLServer\\MSSQLServer', N'DefaultLog', @d OUTPUT;"
                        + " EXEC master.dbo.xp_instance_regread N'HKEY_LOCAL_MACHINE',"
                        + " N'Software\\Microsoft\\MSSQLServer\\Setup', N'BackupDirectory', @none OUTPUT;"
                        + " SELECT @b, @d, @none"))
                .isEqualTo(root + "/backup|" + root + "/db|null");
    }

    @Test
    void variantsAreCastAndCompared() {
        assertThat(row("SELECT CAST(SERVERPROPERTY('EngineEdition') AS int), CONVERT(sysname,"
                        + " SERVERPROPERTY(N'ServerName')), CAST(SERVERPROPERTY('ProductMajorVersion') AS int),"
                        + " CAST(SERVERPROPERTY('IsClustered') AS bit), ISNULL(SERVERPROPERTY('InstanceName'), N''),"
                        + " CASE WHEN SERVERPROPERTY('EngineEdition') = 3 THEN 'e' ELSE 'o' END,"
                        + " CASE WHEN SERVERPROPERTY('Edition') = N'SQL Azure' THEN 2 ELSE 1 END"))
                .containsExactly(3, "TEST", 16, false, new Variant(SqlType.nvarchar(4000), ""), "e", 1);
        assertThat(row("SELECT COUNT(*) FROM sys.configurations WHERE value_in_use = 1 AND CAST(value AS int) = 1"))
                .allSatisfy(count -> assertThat((Integer) count).isPositive());
    }

    @Test
    void databasesCollationsAndConnectionsHaveProperties() {
        run("CREATE DATABASE Shop\nUSE Shop");
        assertThat(row("SELECT DATABASEPROPERTYEX('shop', 'Status'), DATABASEPROPERTYEX(DB_NAME(), 'Recovery'),"
                        + " DATABASEPROPERTYEX('Shop', 'IsAutoClose'), DATABASEPROPERTYEX('none', 'Status'),"
                        + " COLLATIONPROPERTY('Latin1_General_100_BIN2_UTF8', 'CodePage'),"
                        + " COLLATIONPROPERTY('no_collation', 'LCID'), CONNECTIONPROPERTY('net_transport'),"
                        + " CONVERT(nvarchar(40), CONNECTIONPROPERTY('protocol_type')),"
                        + " SESSIONPROPERTY('ANSI_NULLS')"))
                .containsExactly(
                        variant("nvarchar", "ONLINE"),
                        variant("nvarchar", "FULL"),
                        variant("int", 0),
                        null,
                        variant("int", 65001),
                        null,
                        new Variant(SqlType.nvarchar(40), "Shared memory"),
                        "TSQL",
                        variant("int", 1));
    }

    @Test
    void theSessionIsWhoeverWasIntroduced() {
        session.introduce(new Client(77, "O'DESK", "Test {0} $login", 4242, "TCP", "127.0.0.1"));
        assertThat(row("SELECT HOST_NAME(), APP_NAME(), RTRIM(HOST_ID()), @@SPID, SUSER_SNAME(), SYSTEM_USER,"
                        + " ORIGINAL_LOGIN(), SUSER_NAME(), USER_NAME(), CURRENT_USER, USER, SESSION_USER,"
                        + " SCHEMA_NAME()"))
                .containsExactly(
                        "O'DESK",
                        "Test {0} $login",
                        "4242",
                        (short) 77,
                        "sa",
                        "sa",
                        "sa",
                        "sa",
                        "dbo",
                        "dbo",
                        "dbo",
                        "dbo",
                        "dbo");
        assertThat(row("SELECT @@MICROSOFTVERSION, @@MAX_PRECISION, @@LANGID, @@LANGUAGE, @@SERVICENAME,"
                        + " @@NESTLEVEL, @@PROCID"))
                .containsExactly((16 << 24) + 1000, (short) 38, (short) 0, "us_english", "MSSQLSERVER", 0, 0);
    }

    @Test
    void principalsAreKnownByNameAndNumber() {
        run("CREATE DATABASE Shop\nUSE Shop");
        assertThat(line("SELECT is_srvrolemember('sysadmin') * 1 + is_srvrolemember('serveradmin') * 2"
                        + " + is_srvrolemember('setupadmin') * 4, IS_SRVROLEMEMBER('none'),"
                        + " IS_SRVROLEMEMBER('sysadmin', 'nobody')"))
                .isEqualTo("7|null|null");
        assertThat(line("SELECT SUSER_ID(), SUSER_ID('sa'), SUSER_NAME(1), SUSER_SNAME(0x01), SUSER_ID('nobody')"))
                .isEqualTo("1|1|sa|sa|null");
        assertThat(line("SELECT USER_ID(), USER_ID('dbo'), USER_NAME(1), USER_NAME(0),"
                        + " DATABASE_PRINCIPAL_ID('guest'),"
                        + " IS_MEMBER('db_owner'), IS_MEMBER('db_datareader'), IS_MEMBER('none'),"
                        + " IS_ROLEMEMBER('db_owner', 'guest')"))
                .isEqualTo("1|1|dbo|public|2|1|0|null|0");
        assertThat(line("SELECT HAS_DBACCESS('Shop'), HAS_DBACCESS('none'),"
                        + " HAS_PERMS_BY_NAME(null, null, 'VIEW SERVER STATE'),"
                        + " HAS_PERMS_BY_NAME('none', 'DATABASE', 'ANY'),"
                        + " HAS_PERMS_BY_NAME(QUOTENAME('Shop'), 'DATABASE', 'CONNECT')"))
                .isEqualTo("1|null|1|null|1");
        assertThat(line("SELECT SCHEMA_ID(), SCHEMA_ID('sys'), SCHEMA_NAME(4), SCHEMA_ID('none')"))
                .isEqualTo("1|4|sys|null");
    }

    @Test
    void objectsAreFoundByTheirNames() {
        run("CREATE DATABASE Shop\nUSE Shop\nCREATE TABLE [Or.ders] (Id int IDENTITY(5,3) PRIMARY KEY, Name"
                + " nvarchar(20),"
                + " Price decimal(9,2))");
        Integer id = (Integer) row("SELECT object_id FROM sys.tables").get(0);
        assertThat(row("SELECT OBJECT_ID('[or.ders]'), OBJECT_ID(N'dbo.[Or.Ders]', 'U'),"
                        + " OBJECT_ID('Shop..[Or.ders]'),"
                        + " OBJECT_ID('[Or.ders]', 'V'), OBJECT_ID('nothing'), OBJECT_ID('tempdb..#t'),"
                        + " OBJECT_NAME(OBJECT_ID('\"or.ders\"')), OBJECT_SCHEMA_NAME(" + id + ")"))
                .containsExactly(id, id, id, null, null, null, "Or.ders", "dbo");
        assertThat(line("SELECT OBJECTPROPERTY(" + id + ", 'IsTable'), OBJECTPROPERTY(" + id + ", 'IsView'),"
                        + " OBJECTPROPERTY(" + id + ", 'TableHasPrimaryKey'), OBJECTPROPERTY(1, 'IsTable'),"
                        + " COLUMNPROPERTY(" + id + ", 'Name', 'Precision'), COLUMNPROPERTY(" + id
                        + ", 'Id', 'IsIdentity'), COLUMNPROPERTY(0, NULL, NULL), COL_LENGTH('[Or.ders]', 'Name'),"
                        + " COL_NAME(" + id + ", 3), INDEX_COL('[Or.ders]', 1, 1), IDENT_SEED('[Or.ders]'),"
                        + " IDENT_INCR('dbo.[Or.ders]')"))
                .isEqualTo("1|0|1|null|20|1|null|40|Price|Id|5|3");
        assertThat(row("SELECT OBJECTPROPERTYEX(" + id + ", 'BaseType')"))
                .containsExactly(new Variant(SqlType.sized("char", 2), "U"));
        run("USE master");
        assertThat(row("SELECT OBJECT_ID('shop.dbo.[Or.ders]')")).containsExactly(id);
        assertThat(run("SELECT OBJECT_ID('shop.dbo.[Or.ders]'), OBJECT_ID('x')").errorNumbers())
                .containsExactly(49900);
        assertThat(run("SELECT OBJECT_ID('x') FROM shop.dbo.[Or.ders]").errorNumbers())
                .containsExactly(49900);
        assertThat(row("SELECT OBJECT_ID('sys.tables') - OBJECT_ID('master.sys.tables')"))
                .containsExactly(0);
        assertThat(row("SELECT CASE WHEN OBJECT_ID('msdb..backupset') > 0 THEN 1 END"))
                .containsExactly(1);
    }

    @Test
    void namesAndTypesAreTakenApart() {
        assertThat(line("SELECT QUOTENAME('a]b'), QUOTENAME('a''b', ''''), PARSENAME('s.db..[my.t]', 1),"
                        + " PARSENAME('s.db..t', 2), PARSENAME('s.db..t', 3), PARSENAME('s.db..t', 4)"))
                .isEqualTo("[a]]b]|'a''b'|my.t|null|db|s");
        assertThat(line("SELECT TYPE_ID('int'), TYPE_ID('sys.nvarchar'), TYPE_NAME(56), TYPE_NAME(256),"
                        + " TYPE_ID('none'),"
                        + " TYPEPROPERTY('decimal', 'Precision'), FULLTEXTSERVICEPROPERTY('IsFullTextInstalled'),"
                        + " STATS_DATE(1, 1)"))
                .isEqualTo("56|231|int|sysname|null|38|0|null");
    }
}
