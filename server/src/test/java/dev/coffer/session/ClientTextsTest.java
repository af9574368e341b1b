package dev.coffer.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.Answers;
import dev.coffer.app.TestInstance;
import dev.coffer.result.Client;
import dev.coffer.result.Column;
import dev.coffer.result.SqlType;
import dev.coffer.result.Variant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What drivers and tools send when they connect: each text runs, and its values have the types they unbox. */
class ClientTextsTest {

    @RegisterExtension
    private static final TestInstance TEST = TestInstance.forAllTests();

    private Session session;

    @BeforeEach
    void shop() {
        session = TEST.newSession();
        session.introduce(new Client(60, "DESK", "tool", 1, "TCP", "127.0.0.1"));
        assertThat(run("CREATE DATABASE Shop\nUSE Shop\nCREATE TABLE T (Id int PRIMARY KEY)\nUSE master")
                        .errors())
                .isEmpty();
    }

    private Answers run(String batch) {
        return TestInstance.run(session, batch);
    }

    private Answers fine(String batch) {
        Answers answers = run(batch);
        assertThat(answers.errors()).as(batch).isEmpty();
        return answers;
    }

    private List<@Nullable Object> row(String batch) {
        Answers answers = fine(batch);
        assertThat(answers.rows(0)).as(batch).hasSize(1);
        return answers.rows(0).get(0);
    }

    @Test
    void theDriversOfJavaBegin() {
        Answers first = fine("SELECT @@MAX_PRECISION SET TRANSACTION ISOLATION LEVEL READ COMMITTED"
                + " SET IMPLICIT_TRANSACTIONS OFF SET QUOTED_IDENTIFIER ON SET TEXTSIZE 2147483647");
        assertThat(((Number) first.rows(0).get(0).get(0)).intValue()).isEqualTo(38);
        assertThat(row("SELECT CAST(SERVERPROPERTY('EngineEdition') as INT)")).containsExactly(3);
        fine("IF @@TRANCOUNT > 0 COMMIT TRAN");
        fine("SET IMPLICIT_TRANSACTIONS ON");
        fine("SET IMPLICIT_TRANSACTIONS OFF");
        assertThat(row("SELECT 1")).containsExactly(1);
        fine("use [Shop]");
        fine("select sys.schemas.name as TABLE_SCHEM, null as TABLE_CATALOG from sys.schemas order by TABLE_SCHEM");
        fine("SELECT name AS TABLE_CAT FROM sys.databases order by name");
    }

    @Test
    void tediousSetsItsOptions() {
        fine("set ansi_nulls on\nset ansi_null_dflt_on on\nset ansi_padding on\nset ansi_warnings on\nset"
                + " arithabort on\n"
                + "set concat_null_yields_null on\nset cursor_close_on_commit off\nset datefirst 7\nset"
                + " dateformat mdy\n"
                + "set implicit_transactions off\nset language us_english\nset numeric_roundabort off\n"
                + "set quoted_identifier on\nset textsize 2147483647\nset transaction isolation level read"
                + " committed\n"
                + "set xact_abort off");
        assertThat(row("SELECT @@TEXTSIZE, @@LANGUAGE, CAST(@@DATEFIRST AS int), @@LOCK_TIMEOUT"))
                .containsExactly(2147483647, "us_english", 7, -1);
    }

    @Test
    void dbeaverLooksAround() {
        fine("SELECT TOP 1 is_external from sys.tables where 1<>1");
        fine("SELECT @@VERSION");
        assertThat(row("SELECT COLUMNPROPERTY(0, NULL, NULL)")).containsExactly((Object) null);
        assertThat(row("SELECT SERVERPROPERTY('EngineEdition')")).containsExactly(new Variant(SqlType.of("int"), 3));
        assertThat(row("SELECT db_name(), schema_name(), original_login()")).containsExactly("master", "dbo", "sa");
        fine("SELECT db.* FROM sys.databases db ORDER BY db.name");
        fine("SELECT * FROM sys.types WHERE is_user_defined = 0");
        fine("SELECT * FROM sys.server_principals");
        for (String view : List.of(
                "schemas",
                "all_objects",
                "tables",
                "all_columns",
                "indexes",
                "index_columns",
                "key_constraints",
                "foreign_keys",
                "foreign_key_columns",
                "types",
                "triggers",
                "sequences",
                "synonyms",
                "extended_properties")) {
            fine("SELECT * FROM [Shop].sys." + view);
        }
        assertThat(row("SELECT o.*, ep.value as description FROM [Shop].sys.all_objects o"
                        + " LEFT OUTER JOIN [Shop].sys.extended_properties ep ON ep.class = 1 AND ep.major_id ="
                        + " o.object_id"
                        + " AND ep.minor_id = 0 AND ep.name = 'MS_Description'"
                        + " WHERE o.type IN ('U','S','V','TT') AND o.schema_id = 1 ORDER BY o.name"))
                .contains("T");
        assertThat(row("SELECT c.*, t.name as type_name, dc.definition FROM [Shop].sys.all_columns c"
                        + " INNER JOIN [Shop].sys.all_objects t ON t.object_id = c.object_id"
                        + " LEFT OUTER JOIN [Shop].sys.default_constraints dc ON dc.object_id = c.default_object_id"
                        + " WHERE t.name = 'T' ORDER BY c.object_id, c.column_id"))
                .contains("Id");
    }

    @Test
    void theToolsServiceAsksForTheServer() {
        List<@Nullable Object> server = row("SELECT SERVERPROPERTY('EngineEdition'),"
                + " SERVERPROPERTY('productversion'),"
                + " SERVERPROPERTY('productlevel'), SERVERPROPERTY('edition'), SERVERPROPERTY('MachineName'),"
                + " SERVERPROPERTY('ServerName'), (SELECT CASE WHEN EXISTS (SELECT TOP 1 1 from [sys].[all_columns]"
                + " WITH (NOLOCK) WHERE name = N'xml_index_type' AND OBJECT_ID(N'sys.xml_indexes') = object_id)"
                + " THEN 1"
                + " ELSE 0 END AS SXI_PRESENT)");
        assertThat(server.get(0)).isEqualTo(new Variant(SqlType.of("int"), 3));
        assertThat(server.get(1)).isEqualTo(new Variant(SqlType.nvarchar(128), "16.0.1000.0"));
        assertThat(server.get(6)).isEqualTo(0);
        assertThat(row("SELECT [host_platform], [host_distribution], [host_release], [host_service_pack_level],"
                        + " [host_sku], [os_language_version] FROM sys.dm_os_host_info"))
                .contains("Linux");
        assertThat(row("SELECT compatibility_level FROM sys.databases WHERE name = 'Shop'"))
                .containsExactly((short) 160);
        assertThat(fine("SELECT name FROM sys.databases WHERE state_desc='ONLINE' ORDER BY name ASC")
                        .rows(0))
                .contains(List.of("Shop"));
    }

    @Test
    void managementObjectsUnboxWhatTheyGet() {
        Answers server = fine("DECLARE @edition sysname; SET @edition = cast(SERVERPROPERTY(N'EDITION') as sysname);"
                + " SELECT case when @edition = N'SQL Azure' then 2 else 1 end as 'DatabaseEngineType',"
                + " SERVERPROPERTY('EngineEdition') AS DatabaseEngineEdition, SERVERPROPERTY('ProductVersion') AS"
                + " ProductVersion, @@MICROSOFTVERSION AS MicrosoftVersion,"
                + " convert(sysname, SERVERPROPERTY(N'Collation')) AS Collation\n"
                + "select host_platform from sys.dm_os_host_info\n"
                + "if @edition = N'SQL Azure' select 'TCP' as ConnectionProtocol\nelse exec ('select"
                + " CONVERT(nvarchar(40),CONNECTIONPROPERTY(''net_transport'')) as ConnectionProtocol')");
        assertThat(server.rows(0).get(0).get(0)).isEqualTo(1);
        assertThat(server.rows(0).get(0).get(1)).isEqualTo(new Variant(SqlType.of("int"), 3));
        assertThat(server.rows(0).get(0).get(3)).isEqualTo(268436456);
        assertThat(server.columns(0).get(4)).isEqualTo(Column.of("Collation", SqlType.nvarchar(128)));
        assertThat(server.rows(2)).containsExactly(List.of("TCP"));
        fine("SET LOCK_TIMEOUT 10000");
        assertThat(row("SELECT @@LOCK_TIMEOUT")).containsExactly(10000);
        assertThat(row("select is_srvrolemember('sysadmin') * 1 +is_srvrolemember('serveradmin') * 2"
                        + " +is_srvrolemember('setupadmin') * 4 +is_srvrolemember('securityadmin') * 8"
                        + " +is_srvrolemember('processadmin') * 16 +is_srvrolemember('dbcreator') * 32"
                        + " +is_srvrolemember('diskadmin') * 64+ is_srvrolemember('bulkadmin')* 128"))
                .containsExactly(255);
        assertThat(row("exec master.dbo.sp_MSdbuserpriv N'serv'")).containsExactly(7);
        assertThat(row("select suser_sname()")).containsExactly("sa");
        assertThat(row("SELECT dtb.name AS [Name], CAST(0 AS bit) AS [IsSystemObject], dtb.collation_name AS"
                        + " [Collation],"
                        + " CAST(COLLATIONPROPERTY('Latin1_General_100_BIN2_UTF8', 'LCID') AS int) AS [Lcid],"
                        + " CAST(has_dbaccess('Shop') AS bit) AS [IsAccessible], suser_sname(dtb.owner_sid) AS"
                        + " [Owner]"
                        + " FROM master.sys.databases AS dtb WHERE (dtb.name=N'Shop')"))
                .containsExactly("Shop", false, "Latin1_General_100_BIN2_UTF8", 1033, true, "sa");
    }

    @Test
    void managementObjectsReadARegistryThatIsNotThere() {
        assertThat(row("declare @Arg sysname\nexec master.dbo.xp_instance_regread N'HKEY_LOCAL_MACHINE',"
                        + " N'SOFTWARE\\Microsoft\\MSSQLServer\\Setup', N'SQLPath', @Arg"
                        + " OUTPUT\nSELECT @Arg AS SQLPath"))
                .containsExactly((Object) null);
        assertThat(fine("exec master.dbo.xp_msver").columns(0).stream().map(Column::name))
                .containsExactly("Index", "Name", "Internal_Value", "Character_Value");
    }
}
