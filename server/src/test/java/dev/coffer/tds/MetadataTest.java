package dev.coffer.tds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.TestServer;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What JDBC's DatabaseMetaData finds out through both drivers, and sql_variant on its way to them. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class MetadataTest {

    private static final String MICROSOFT = "microsoft";
    private static final String JTDS = "jtds";

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @BeforeAll
    static void createDatabase() throws SQLException {
        try (Connection connection = SERVER.connect("true");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE Shop");
            statement.execute("USE Shop CREATE TABLE Customer (Id int CONSTRAINT PK_Customer PRIMARY KEY,"
                    + " Full_Name nvarchar(40) NOT NULL, Rate decimal(9,2))"
                    + " CREATE TABLE Sale (SaleId bigint IDENTITY PRIMARY KEY, CustomerId int CONSTRAINT FK_Sale"
                    + " REFERENCES Customer (Id)) CREATE UNIQUE INDEX IX_Sale ON Sale (CustomerId DESC)");
        }
    }

    private static Connection connect(String driver) throws SQLException {
        Connection connection = driver.equals(JTDS) ? SERVER.connectJtds("require") : SERVER.connect("true");
        connection.setCatalog("Shop");
        return connection;
    }

    private static List<String> lines(ResultSet rows, String... columns) throws SQLException {
        try (rows) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (String column : columns) {
                    values.add(rows.getString(column));
                }
                lines.add(String.join("|", values));
            }
            return lines;
        }
    }

    /** Microsoft's driver asks with batches of DECLARE @t TABLE, INSERT @t EXEC and a SELECT with COLLATE. */
    @Test
    void microsoftsDriverFindsColumnsAndKeys() throws Exception {
        try (Connection connection = connect(MICROSOFT)) {
            DatabaseMetaData data = connection.getMetaData();
            String[] column = {"COLUMN_NAME", "TYPE_NAME", "COLUMN_SIZE", "IS_NULLABLE", "IS_AUTOINCREMENT"};
            assertThat(lines(data.getColumns("Shop", "dbo", "Sale", "%"), column))
                    .containsExactly("SaleId|bigint identity|19|NO|YES", "CustomerId|int|10|YES|NO");
            assertThat(lines(data.getColumns(null, null, "Customer", "R%"), "TABLE_CAT", "COLUMN_NAME"))
                    .containsExactly("Shop|Rate");
            String[] key = {"PKTABLE_NAME", "PKCOLUMN_NAME", "FKTABLE_NAME", "FKCOLUMN_NAME", "UPDATE_RULE", "FK_NAME"};
            String expected = "Customer|Id|Sale|CustomerId|3|FK_Sale";
            assertThat(lines(data.getImportedKeys("Shop", "dbo", "Sale"), key)).containsExactly(expected);
            assertThat(lines(data.getExportedKeys("Shop", "dbo", "Customer"), key))
                    .containsExactly(expected);
            assertThat(lines(data.getCrossReference("Shop", "dbo", "Customer", "Shop", "dbo", "Sale"), key))
                    .containsExactly(expected);
            assertThat(lines(data.getProcedures("Shop", "dbo", "%"), "PROCEDURE_NAME"))
                    .isEmpty();
            assertThat(lines(data.getTypeInfo(), "TYPE_NAME")).contains("int", "nvarchar", "datetime2");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {MICROSOFT, JTDS})
    void driversFindTablesKeysAndTypes(String driver) throws Exception {
        try (Connection connection = connect(driver)) {
            DatabaseMetaData data = connection.getMetaData();
            assertThat(data.getDatabaseProductName()).isEqualTo("Microsoft SQL Server");
            assertThat(lines(data.getCatalogs(), "TABLE_CAT")).contains("master", "Shop");
            assertThat(lines(data.getSchemas(), "TABLE_SCHEM")).contains("dbo");
            assertThat(lines(data.getTables("Shop", "dbo", "%", new String[] {"TABLE"}), "TABLE_NAME", "TABLE_TYPE"))
                    .containsExactly("Customer|TABLE", "Sale|TABLE");
            assertThat(lines(data.getTables("Shop", "dbo", "S%", null), "TABLE_CAT", "TABLE_NAME"))
                    .containsExactly("Shop|Sale");
            assertThat(lines(data.getPrimaryKeys("Shop", "dbo", "Customer"), "COLUMN_NAME", "KEY_SEQ", "PK_NAME"))
                    .containsExactly("Id|1|PK_Customer");
            assertThat(lines(data.getIndexInfo("Shop", "dbo", "Sale", true, true), "INDEX_NAME", "COLUMN_NAME"))
                    .contains("IX_Sale|CustomerId", "sale_pkey|SaleId");
            assertThat(lines(data.getBestRowIdentifier("Shop", "dbo", "Sale", 0, true), "COLUMN_NAME"))
                    .containsExactly("SaleId");
            assertThat(lines(data.getTypeInfo(), "TYPE_NAME")).contains("int", "nvarchar", "datetime2");
            assertThat(lines(data.getTablePrivileges("Shop", "dbo", "Sale"), "PRIVILEGE"))
                    .contains("SELECT");
            assertThat(lines(data.getColumnPrivileges("Shop", "dbo", "Sale", "SaleId"), "PRIVILEGE"))
                    .contains("UPDATE");
            assertThat(lines(data.getProcedures("Shop", "dbo", "%"), "PROCEDURE_NAME"))
                    .isEmpty();
            assertThat(lines(data.getTableTypes(), "TABLE_TYPE")).contains("TABLE", "VIEW");
        }
    }

    @Test
    void jtdsFindsColumnsAndForeignKeys() throws Exception {
        try (Connection connection = connect(JTDS)) {
            DatabaseMetaData data = connection.getMetaData();
            String key = "Customer|Id|Sale|CustomerId|FK_Sale";
            String[] names = {"PKTABLE_NAME", "PKCOLUMN_NAME", "FKTABLE_NAME", "FKCOLUMN_NAME", "FK_NAME"};
            assertThat(lines(data.getImportedKeys("Shop", "dbo", "Sale"), names))
                    .containsExactly(key);
            assertThat(lines(data.getExportedKeys("Shop", "dbo", "Customer"), names))
                    .containsExactly(key);
            ResultSet columns = data.getColumns("Shop", "dbo", "Customer", "%");
            assertThat(lines(columns, "COLUMN_NAME", "DATA_TYPE", "TYPE_NAME", "COLUMN_SIZE", "NULLABLE"))
                    .containsExactly(
                            "Id|" + Types.INTEGER + "|int|10|0",
                            "Full_Name|" + Types.VARCHAR + "|nvarchar|40|0",
                            "Rate|" + Types.DECIMAL + "|decimal|9|1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {MICROSOFT, JTDS})
    void variantsArriveWithTheirBaseTypes(String driver) throws Exception {
        try (Connection connection = connect(driver);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT SERVERPROPERTY('EngineEdition') AS e,"
                        + " SERVERPROPERTY('ProductVersion') AS v, SERVERPROPERTY('none') AS n, @@SPID AS s,"
                        + " HOST_NAME() AS h, CONNECTIONPROPERTY('net_transport') AS t")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getInt("e")).isEqualTo(3);
            assertThat(row.getString("v")).isEqualTo("16.0.1000.0");
            assertThat(row.getObject("n")).isNull();
            assertThat(row.getInt("s")).isGreaterThan(50);
            assertThat(row.getString("h")).isNotEmpty();
            assertThat(row.getString("t")).isEqualTo("TCP");
        }
    }
}
