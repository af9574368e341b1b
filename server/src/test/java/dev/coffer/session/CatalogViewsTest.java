package dev.coffer.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.Answers;
import dev.coffer.app.TestInstance;
import dev.coffer.result.Column;
import dev.coffer.result.SqlType;
import dev.coffer.result.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What sys and INFORMATION_SCHEMA say about the tables of a database. */
class CatalogViewsTest {

    @RegisterExtension
    private static final TestInstance TEST = TestInstance.forAllTests();

    private Session session;

    @BeforeEach
    void shop() {
        session = TEST.newSession();
        Answers made = run("CREATE DATABASE Shop\nUSE Shop\n"
                + "CREATE TABLE dbo.Customer (Id int CONSTRAINT PK_Customer PRIMARY KEY, [Full Name]"
                + " nvarchar(40) NOT NULL,"
                + " Code varchar(10) UNIQUE, Rate decimal(9,2) DEFAULT 1.5, Born datetime2(3), Big nvarchar(max),"
                + " Active bit, CONSTRAINT CK_Rate CHECK (Rate > 0))\n"
                + "CREATE TABLE Sale (SaleId bigint IDENTITY(10,5) PRIMARY KEY, CustomerId int NOT NULL CONSTRAINT"
                + " FK_Sale_Customer REFERENCES Customer (Id) ON DELETE CASCADE, Day date)\n"
                + "CREATE INDEX IX_Day ON Sale (Day DESC, CustomerId) INCLUDE (SaleId)\n"
                + "CREATE TABLE Heap (a int)\nINSERT Sale SELECT 1, NULL WHERE 1 = 0");
        assertThat(made.errors()).isEmpty();
    }

    private Answers run(String batch) {
        return TestInstance.run(session, batch);
    }

    private List<List<@Nullable Object>> rows(String query) {
        Answers answers = run(query);
        assertThat(answers.errors()).as(query).isEmpty();
        return answers.rows(0);
    }

    /** As {@code a|b}, row by row. */
    private List<String> lines(String query) {
        List<String> lines = new ArrayList<>();
        for (List<@Nullable Object> row : rows(query)) {
            List<String> values = new ArrayList<>();
            row.forEach(value -> values.add(String.valueOf(value)));
            lines.add(String.join("|", values));
        }
        return lines;
    }

    private static List<String> described(String resource) {
        try (InputStream in = CatalogViewsTest.class.getResourceAsStream("/dev/coffer/catalog/" + resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("view "))
                    .map(line -> line.substring(5))
                    .toList();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void everyViewAnswersFromEveryDatabase() {
        List<String> local = new ArrayList<>(described("objects.views"));
        local.addAll(described("compat.views"));
        List<String> server = new ArrayList<>(described("server.views"));
        for (String database : List.of("Shop", "master", "msdb")) {
            run("USE " + database);
            for (String view : local) {
                rows("SELECT * FROM " + view);
                rows("SELECT * FROM shop." + view);
            }
            for (String view : server) {
                rows("SELECT * FROM " + view);
                rows("SELECT * FROM master." + view);
            }
        }
        assertThat(local).hasSizeGreaterThan(30);
    }

    @Test
    void tablesAndColumnsAreShownAsTheyWereDeclared() {
        assertThat(lines("SELECT name, type, type_desc, schema_id FROM sys.tables ORDER BY name"))
                .containsExactly("Customer|U |USER_TABLE|1", "Heap|U |USER_TABLE|1", "Sale|U |USER_TABLE|1");
        assertThat(lines("SELECT c.name, column_id, t.name, c.max_length, c.precision, c.scale, c.is_nullable,"
                        + " c.is_identity, c.collation_name FROM sys.columns c JOIN sys.types t ON"
                        + " t.user_type_id = c.user_type_id WHERE c.object_id = (SELECT object_id FROM sys.objects"
                        + " WHERE name = 'Customer') ORDER BY column_id"))
                .containsExactly(
                        "Id|1|int|4|10|0|false|false|null",
                        "Full Name|2|nvarchar|80|0|0|false|false|Latin1_General_100_BIN2_UTF8",
                        "Code|3|varchar|10|0|0|true|false|Latin1_General_100_BIN2_UTF8",
                        "Rate|4|decimal|5|9|2|true|false|null",
                        "Born|5|datetime2|7|23|3|true|false|null",
                        "Big|6|nvarchar|-1|0|0|true|false|Latin1_General_100_BIN2_UTF8",
                        "Active|7|bit|1|1|0|true|false|null");
        assertThat(run("SELECT name, column_id, max_length, precision, is_nullable, collation_name FROM sys.columns")
                        .columns(0))
                .containsExactly(
                        Column.of("name", SqlType.nvarchar(128)),
                        Column.of("column_id", SqlType.of("int")),
                        Column.of("max_length", SqlType.of("smallint")),
                        Column.of("precision", SqlType.of("tinyint")),
                        Column.of("is_nullable", SqlType.of("bit")),
                        Column.of("collation_name", SqlType.nvarchar(128)));
    }

    @Test
    void keysAndIndexesAreShown() {
        assertThat(lines("SELECT o.name, k.name, k.type, k.unique_index_id, k.is_system_named FROM"
                        + " sys.key_constraints k"
                        + " JOIN sys.tables o ON o.object_id = k.parent_object_id ORDER BY"
                        + " o.name, k.unique_index_id"))
                .containsExactly(
                        "Customer|PK_Customer|PK|1|false",
                        "Customer|customer_code_key|UQ|2|true",
                        "Sale|sale_pkey|PK|1|true");
        assertThat(lines("SELECT o.name, i.index_id, i.name, i.type_desc, i.is_unique, i.is_primary_key FROM"
                        + " sys.indexes"
                        + " i JOIN sys.tables o ON o.object_id = i.object_id ORDER BY o.name, index_id"))
                .containsExactly(
                        "Customer|1|PK_Customer|CLUSTERED|true|true",
                        "Customer|2|customer_code_key|NONCLUSTERED|true|false",
                        "Heap|0|null|HEAP|false|false",
                        "Sale|1|sale_pkey|CLUSTERED|true|true",
                        "Sale|2|IX_Day|NONCLUSTERED|false|false");
        assertThat(lines("SELECT c.name, key_ordinal, is_descending_key, is_included_column FROM sys.index_columns x"
                        + " JOIN sys.columns c ON c.object_id = x.object_id AND c.column_id = x.column_id"
                        + " JOIN sys.tables o ON o.object_id = x.object_id WHERE o.name = 'Sale' AND index_id = 2"
                        + " ORDER BY index_column_id"))
                .containsExactly("Day|1|true|false", "CustomerId|2|false|false", "SaleId|0|false|true");
        assertThat(lines("SELECT f.name, p.name, r.name, f.delete_referential_action_desc, pc.name, rc.name"
                        + " FROM sys.foreign_keys f JOIN sys.foreign_key_columns c ON"
                        + " c.constraint_object_id = f.object_id"
                        + " JOIN sys.tables p ON p.object_id = f.parent_object_id"
                        + " JOIN sys.tables r ON r.object_id = f.referenced_object_id"
                        + " JOIN sys.columns pc ON pc.object_id = p.object_id AND pc.column_id ="
                        + " c.parent_column_id"
                        + " JOIN sys.columns rc ON rc.object_id = r.object_id AND rc.column_id ="
                        + " c.referenced_column_id"))
                .containsExactly("FK_Sale_Customer|Sale|Customer|CASCADE|CustomerId|Id");
        assertThat(lines("SELECT name, parent_column_id FROM sys.check_constraints"))
                .containsExactly("CK_Rate|4");
        assertThat(rows("SELECT c.name, d.definition FROM sys.default_constraints d JOIN sys.columns c"
                        + " ON c.default_object_id = d.object_id"))
                .hasSize(1)
                .allSatisfy(row -> assertThat(row.get(0)).isEqualTo("Rate"));
        assertThat(rows("SELECT seed_value, increment_value, last_value FROM sys.identity_columns")
                        .get(0)
                        .subList(0, 2))
                .containsExactly(new Variant(SqlType.of("bigint"), 10L), new Variant(SqlType.of("bigint"), 5L));
    }

    @Test
    void theStandardViewsAnswerInUpperCase() {
        Answers columns = run("SELECT * FROM INFORMATION_SCHEMA.TABLES ORDER BY TABLE_NAME");
        assertThat(columns.columns(0).stream().map(Column::name))
                .containsExactly("TABLE_CATALOG", "TABLE_SCHEMA", "TABLE_NAME", "TABLE_TYPE");
        assertThat(columns.rows(0).get(0)).isEqualTo(List.of("Shop", "dbo", "Customer", "BASE TABLE"));
        assertThat(lines("select column_name, data_type, character_maximum_length, numeric_precision, is_nullable"
                        + " from information_schema.columns where table_name = 'Customer' and ordinal_position < 5"))
                .containsExactlyInAnyOrder(
                        "Id|int|null|10|NO",
                        "Full Name|nvarchar|40|null|NO",
                        "Code|varchar|10|null|YES",
                        "Rate|decimal|null|9|YES");
        assertThat(lines("SELECT CONSTRAINT_NAME, TABLE_NAME, CONSTRAINT_TYPE FROM"
                        + " Shop.INFORMATION_SCHEMA.TABLE_CONSTRAINTS"
                        + " WHERE CONSTRAINT_NAME LIKE '%K[_]%' ORDER BY 1"))
                .containsExactly(
                        "CK_Rate|Customer|CHECK",
                        "FK_Sale_Customer|Sale|FOREIGN KEY",
                        "PK_Customer|Customer|PRIMARY KEY");
        assertThat(lines("SELECT CONSTRAINT_NAME, UNIQUE_CONSTRAINT_NAME, DELETE_RULE FROM"
                        + " INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS"))
                .containsExactly("FK_Sale_Customer|PK_Customer|CASCADE");
        assertThat(lines("SELECT COLUMN_NAME FROM INFORMATION_SCHEMA.KEY_COLUMN_USAGE WHERE"
                        + " CONSTRAINT_NAME = 'PK_Customer'"))
                .containsExactly("Id");
    }

    @Test
    void theOldViewsNeedNoSchema() {
        assertThat(lines("SELECT name FROM sysobjects WHERE xtype = 'U' ORDER BY name"))
                .containsExactly("Customer", "Heap", "Sale");
        assertThat(lines("SELECT c.name, c.length FROM dbo.syscolumns c JOIN sysobjects o ON o.id = c.id"
                        + " WHERE o.name = 'Heap'"))
                .containsExactly("a|4");
        assertThat(lines("SELECT name FROM master..sysdatabases WHERE dbid > 4"))
                .containsExactly("Shop");
        assertThat(lines("SELECT name, type_desc FROM sys.database_files"))
                .containsExactly("Shop|ROWS", "Shop_log|LOG");
    }

    @Test
    void msdbShowsItsOwnTables() {
        run("USE msdb");
        assertThat(lines("SELECT name, type, is_ms_shipped FROM sys.objects WHERE name = 'backupset'"))
                .containsExactly("backupset|U |true");
        assertThat(rows("SELECT name FROM sys.tables WHERE name = 'Customer'")).isEmpty();
        run("USE master");
        assertThat(rows("SELECT name FROM sys.tables")).isEmpty();
        assertThat(lines("SELECT name FROM shop.sys.tables WHERE name LIKE 'S%'"))
                .containsExactly("Sale");
    }
}
