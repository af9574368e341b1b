package dev.coffer.tds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What tools send when they connect, by Microsoft's driver: the classes of the values matter, since tools in C# unbox
 * them and fail on others.
 */
class ConnectTextsTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static Connection connection;

    @BeforeAll
    static void connect() throws SQLException {
        connection = SERVER.connect("true");
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE Shop");
            statement.execute("USE Shop CREATE TABLE T (Id int PRIMARY KEY) USE master");
        }
    }

    @AfterAll
    static void disconnect() throws SQLException {
        connection.close();
    }

    /** The first row of every result; an error throws. */
    private static List<List<Object>> firstRows(String batch) throws SQLException {
        List<List<Object>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            boolean result = statement.execute(batch);
            while (result || statement.getUpdateCount() != -1) {
                if (result) {
                    try (ResultSet set = statement.getResultSet()) {
                        rows.add(first(set));
                    }
                }
                result = statement.getMoreResults();
            }
        }
        return rows;
    }

    private static List<Object> first(ResultSet set) throws SQLException {
        List<Object> row = new ArrayList<>();
        if (set.next()) {
            for (int column = 1; column <= set.getMetaData().getColumnCount(); column++) {
                row.add(set.getObject(column));
            }
        }
        return row;
    }

    @Test
    void managementObjects() throws Exception {
        List<List<Object>> server = firstRows("DECLARE @edition sysname; SET @edition ="
                + " cast(SERVERPROPERTY(N'EDITION') as sysname);"
                + " SELECT case when @edition = N'SQL Azure' then 2 else 1 end as 'DatabaseEngineType',"
                + " SERVERPROPERTY('EngineEdition') AS DatabaseEngineEdition, SERVERPROPERTY('ProductVersion') AS"
                + " ProductVersion, @@MICROSOFTVERSION AS MicrosoftVersion, convert(sysname,"
                + " SERVERPROPERTY(N'Collation'));\n"
                + "select host_platform from sys.dm_os_host_info\n"
                + "if @edition = N'SQL Azure' select 'TCP' as ConnectionProtocol\nelse exec ('select"
                + " CONVERT(nvarchar(40),CONNECTIONPROPERTY(''net_transport'')) as ConnectionProtocol')");
        assertThat(server.get(0)).containsExactly(1, 3, "16.0.1000.0", 268436456, "Latin1_General_100_BIN2_UTF8");
        assertThat(server.get(1)).containsExactly("Linux");
        assertThat(server.get(2)).containsExactly("TCP");
        firstRows("SET LOCK_TIMEOUT 10000");
        assertThat(firstRows("select is_srvrolemember('sysadmin') * 1 +is_srvrolemember('serveradmin') * 2"
                        + " +is_srvrolemember('setupadmin') * 4 +is_srvrolemember('securityadmin') * 8"
                        + " +is_srvrolemember('processadmin') * 16 +is_srvrolemember('dbcreator') * 32"
                        + " +is_srvrolemember('diskadmin') * 64+ is_srvrolemember('bulkadmin')* 128"))
                .containsExactly(List.of(255));
        firstRows("exec master.dbo.sp_MSdbuserpriv N'serv'");
        firstRows("if (db_id() = 1) begin select 0 end else begin exec('select count(*) from"
                + " sys.dm_exec_sessions') end");
        assertThat(firstRows("select suser_sname()")).containsExactly(List.of("sa"));
        assertThat(firstRows("SELECT CAST(COLLATIONPROPERTY('Latin1_General_100_BIN2_UTF8', 'LCID') AS int)"))
                .containsExactly(List.of(1033));
        firstRows("exec master.dbo.xp_msver");
    }

    @Test
    void theToolsService() throws Exception {
        List<Object> server = firstRows("SELECT SERVERPROPERTY('EngineEdition'), SERVERPROPERTY('productversion'),"
                        + " SERVERPROPERTY('productlevel'), SERVERPROPERTY('edition'), SERVERPROPERTY('MachineName'),"
                        + " SERVERPROPERTY('ServerName'), (SELECT CASE WHEN EXISTS (SELECT TOP 1 1 from"
                        + " [sys].[all_columns] WITH (NOLOCK) WHERE name = N'xml_index_type' AND"
                        + " OBJECT_ID(N'sys.xml_indexes') = object_id) THEN 1 ELSE 0 END AS SXI_PRESENT)")
                .get(0);
        assertThat(server).hasSize(7).doesNotContainNull();
        assertThat(server.get(0)).isEqualTo(3);
        assertThat(server.get(6)).isEqualTo(0);
        firstRows("SELECT compatibility_level FROM sys.databases WHERE name = N'Shop'");
        assertThat(firstRows("SELECT name FROM sys.databases WHERE state_desc='ONLINE' ORDER BY name"))
                .containsExactly(List.of("Shop"));
    }

    @Test
    void dbeaver() throws Exception {
        firstRows("SELECT TOP 1 is_external from sys.tables where 1<>1");
        assertThat(firstRows("SELECT db_name(), schema_name(), original_login()"))
                .containsExactly(List.of("master", "dbo", "sa"));
        assertThat(firstRows("SELECT SERVERPROPERTY('EngineEdition')")).containsExactly(List.of(3));
        for (String text : List.of(
                "SELECT @@VERSION",
                "SELECT COLUMNPROPERTY(0, NULL, NULL)",
                "SELECT db.* FROM sys.databases db ORDER BY db.name",
                "SELECT * FROM sys.types WHERE is_user_defined = 0",
                "SELECT * FROM sys.server_principals",
                "SELECT * FROM [Shop].sys.schemas",
                "SELECT * FROM [Shop].sys.all_objects",
                "SELECT * FROM [Shop].sys.all_columns",
                "SELECT * FROM [Shop].sys.indexes",
                "SELECT * FROM [Shop].sys.foreign_keys",
                "SELECT * FROM [Shop].sys.triggers",
                "SELECT * FROM [Shop].sys.sequences",
                "SELECT * FROM [Shop].sys.synonyms")) {
            assertThat(firstRows(text)).as(text).hasSize(1);
        }
    }
}
