package dev.coffer.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.Answers;
import dev.coffer.app.TestInstance;
import dev.coffer.command.CatalogProcedure;
import dev.coffer.command.Procedure;
import dev.coffer.result.Column;
import dev.coffer.result.Parameter;
import dev.coffer.result.SqlType;
import dev.coffer.work.Cancellation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The catalogue procedures, called as drivers call them for DatabaseMetaData and SQLTables. */
class CatalogProceduresTest {

    @RegisterExtension
    private static final TestInstance TEST = TestInstance.forAllTests();

    private Session session;

    @BeforeEach
    void shop() {
        session = TEST.newSession();
        Answers made = TestInstance.run(
                session,
                "CREATE DATABASE Shop\nUSE Shop\n"
                        + "CREATE TABLE Customer (Id int CONSTRAINT PK_Customer PRIMARY KEY, Full_Name"
                        + " nvarchar(40) NOT NULL,"
                        + " Rate decimal(9,2), At datetime DEFAULT GETDATE())\n"
                        + "CREATE TABLE CustomerXName (a bigint)\n"
                        + "CREATE TABLE Sale (SaleId bigint IDENTITY PRIMARY KEY, CustomerId int CONSTRAINT FK_Sale"
                        + " REFERENCES Customer (Id) ON DELETE CASCADE)\nCREATE UNIQUE INDEX IX_Sale ON Sale"
                        + " (CustomerId DESC)");
        assertThat(made.errors()).isEmpty();
    }

    private record Called(Answers answers, CallOutcome outcome) {}

    private Called call(String procedure, @Nullable Object... arguments) {
        List<Parameter> parameters = new ArrayList<>();
        for (Object argument : arguments) {
            if (argument instanceof Parameter parameter) {
                parameters.add(parameter);
            } else {
                String type = argument instanceof Integer ? "int" : "nvarchar";
                parameters.add(
                        Parameter.in("", new SqlType(type, argument instanceof Integer ? 0 : 200, 0, 0), argument));
            }
        }
        Answers answers = new Answers();
        return new Called(answers, session.call(procedure, parameters, answers, Cancellation.never()));
    }

    /** The columns with these names, as {@code a|b}, row by row. */
    private List<String> lines(Called called, String... columns) {
        assertThat(called.answers().errors()).isEmpty();
        assertThat(called.outcome().returnStatus()).isZero();
        List<String> names =
                called.answers().columns(0).stream().map(Column::name).toList();
        List<String> lines = new ArrayList<>();
        for (List<@Nullable Object> row : called.answers().rows(0)) {
            List<String> values = new ArrayList<>();
            for (String column : columns) {
                values.add(String.valueOf(row.get(names.indexOf(column))));
            }
            lines.add(String.join("|", values));
        }
        return lines;
    }

    @Test
    void everyProcedureAnswersInEveryDatabase() {
        for (String database : List.of("Shop", "master", "msdb")) {
            TestInstance.run(session, "USE " + database);
            for (Procedure procedure : CatalogProcedure.all()) {
                List<@Nullable Object> arguments = new ArrayList<>();
                for (Procedure.Formal formal : procedure.parameters()) {
                    if (formal.presence() == Procedure.Presence.REQUIRED) {
                        arguments.add("Customer");
                    }
                }
                Called called = call("master.dbo." + procedure.name(), arguments.toArray());
                assertThat(called.answers().errors())
                        .as(procedure.name() + " in " + database)
                        .isEmpty();
            }
        }
    }

    @Test
    void tablesAreFoundByPattern() {
        assertThat(lines(
                        call("sp_tables", null, "dbo", "Shop", "'TABLE'"),
                        "TABLE_QUALIFIER",
                        "TABLE_OWNER",
                        "TABLE_NAME",
                        "TABLE_TYPE"))
                .containsExactly("Shop|dbo|Customer|TABLE", "Shop|dbo|CustomerXName|TABLE", "Shop|dbo|Sale|TABLE");
        assertThat(lines(call("sp_tables", "customer_name", "dbo"), "TABLE_NAME"))
                .containsExactly("CustomerXName");
        assertThat(lines(call("sp_tables", "customer\\_name", "dbo"), "TABLE_NAME"))
                .isEmpty();
        assertThat(lines(call("sp_tables", "[rs]ale", "dbo"), "TABLE_NAME")).containsExactly("Sale");
        assertThat(lines(call("sp_tables", "", "%", ""), "TABLE_OWNER")).contains("dbo", "sys");
        assertThat(lines(call("sp_tables", "", "", "%"), "TABLE_QUALIFIER")).contains("master", "Shop");
        assertThat(lines(call("sp_tables", "", "", "", "%"), "TABLE_TYPE"))
                .containsExactly("SYSTEM" + " TABLE", "TABLE", "VIEW");
        assertThat(lines(call("sp_tables", "col%", "sys", null, "'VIEW'"), "TABLE_NAME"))
                .contains("columns");
        TestInstance.run(session, "USE master");
        assertThat(lines(call("sp_tables", "S%", "dbo", "shop"), "TABLE_QUALIFIER", "TABLE_NAME"))
                .containsExactly("Shop|Sale");
        assertThat(call("sp_tables", "S%", "dbo", "none").answers().errorNumbers())
                .containsExactly(911);
    }

    @Test
    void columnsHaveOdbcsTypes() {
        Called called = call("sp_columns", "Customer", null, null, null, 3);
        assertThat(called.answers().columns(0)).hasSize(19);
        assertThat(called.answers().columns(0).get(4)).isEqualTo(Column.of("DATA_TYPE", SqlType.of("smallint")));
        assertThat(lines(
                        called,
                        "COLUMN_NAME",
                        "DATA_TYPE",
                        "TYPE_NAME",
                        "PRECISION",
                        "LENGTH",
                        "SCALE",
                        "RADIX",
                        "NULLABLE",
                        "SQL_DATA_TYPE",
                        "ORDINAL_POSITION",
                        "IS_NULLABLE",
                        "SS_DATA_TYPE"))
                .containsExactly(
                        "Id|4|int|10|4|0|10|0|4|1|NO|56",
                        "Full_Name|-9|nvarchar|40|80|null|null|0|-9|2|NO|39",
                        "Rate|3|decimal|9|11|2|10|1|3|3|YES|106",
                        "At|93|datetime|23|16|3|null|1|9|4|YES|111");
        assertThat(lines(call("sp_columns", "Customer", null, null, "At"), "DATA_TYPE"))
                .containsExactly("11");
        Called wide = call("sp_columns_100", "Sale", "dbo", "Shop", null, null, 3);
        assertThat(wide.answers().columns(0)).hasSize(29);
        assertThat(lines(wide, "COLUMN_NAME", "TYPE_NAME", "SS_IS_IDENTITY"))
                .containsExactly("SaleId|bigint identity|1", "CustomerId|int|0");
    }

    @Test
    void keysAndIndexesAreListed() {
        assertThat(lines(call("sp_pkeys", "customer"), "TABLE_NAME", "COLUMN_NAME", "KEY_SEQ", "PK_NAME"))
                .containsExactly("Customer|Id|1|PK_Customer");
        List<String> key = List.of("Customer|Id|Sale|CustomerId|1|1|0|FK_Sale|PK_Customer|7");
        String[] columns = {
            "PKTABLE_NAME",
            "PKCOLUMN_NAME",
            "FKTABLE_NAME",
            "FKCOLUMN_NAME",
            "KEY_SEQ",
            "UPDATE_RULE",
            "DELETE_RULE",
            "FK_NAME",
            "PK_NAME",
            "DEFERRABILITY"
        };
        assertThat(lines(call("sp_fkeys", "Customer"), columns)).isEqualTo(key);
        assertThat(lines(call("sp_fkeys", null, null, null, "Sale"), columns)).isEqualTo(key);
        assertThat(lines(call("sp_fkeys", "Sale"), columns)).isEmpty();
        assertThat(lines(
                        call("sp_statistics_100", "Sale", null, null, "%", "N", "Q"),
                        "NON_UNIQUE",
                        "INDEX_NAME",
                        "TYPE",
                        "SEQ_IN_INDEX",
                        "COLUMN_NAME",
                        "COLLATION"))
                .containsExactly(
                        "null|null|0|null|null|null", "0|sale_pkey|1|1|SaleId|A", "0|IX_Sale|3|1|CustomerId|D");
        assertThat(lines(call("sp_special_columns", "Sale"), "SCOPE", "COLUMN_NAME", "TYPE_NAME", "PSEUDO_COLUMN"))
                .containsExactly("1|SaleId|bigint identity|1");
    }

    @Test
    void typesAndServerFactsAreListed() {
        assertThat(lines(call("sp_datatype_info", -9, 3), "TYPE_NAME", "DATA_TYPE", "PRECISION", "LITERAL_PREFIX"))
                .containsExactly("nvarchar|-9|4000|N'", "sysname|-9|128|N'");
        assertThat(lines(call("sp_datatype_info_100", 0, 3), "TYPE_NAME")).hasSize(31);
        assertThat(lines(call("sp_databases"), "DATABASE_NAME")).contains("master", "Shop");
        assertThat(lines(call("sp_server_info", 1), "ATTRIBUTE_NAME", "ATTRIBUTE_VALUE"))
                .containsExactly("DBMS_NAME|Microsoft SQL Server");
        assertThat(lines(call("sp_table_privileges", "Sale"), "PRIVILEGE", "IS_GRANTABLE"))
                .hasSize(5);
        assertThat(lines(call("sp_column_privileges", "Sale", null, null, "SaleId"), "PRIVILEGE"))
                .hasSize(4);
        assertThat(lines(call("xp_msver", "ProductVersion"), "Name", "Character_Value"))
                .containsExactly("ProductVersion|16.0.1000.0");
        assertThat(call("master.dbo.sp_MSdbuserpriv", "serv").answers().rows(0)).containsExactly(List.of(7));
    }

    @Test
    void helpDescribesOneThingOrAll() {
        assertThat(lines(call("sp_help"), "Name", "Object_type"))
                .contains("Sale|user" + " table", "PK_Customer|primary key constraint");
        Called one = call("sp_help", "dbo.Sale");
        assertThat(one.answers().resultCount()).isEqualTo(4);
        assertThat(one.answers().rows(1)).hasSize(2);
        assertThat(one.answers().rows(3).get(0))
                .isEqualTo(List.of("IX_Sale", "nonclustered, unique located on" + " PRIMARY", "CustomerId(-)"));
        assertThat(call("sp_help", "nothing").answers().errors().get(0).text())
                .isEqualTo("The object 'nothing' does not exist in database 'Shop' or is invalid for this"
                        + " operation.");
        Object id = TestInstance.run(session, "SELECT DB_ID()").rows(0).get(0).get(0);
        assertThat(lines(call("sp_helpdb", "shop"), "name", "dbid")).containsExactly("Shop|" + id);
        assertThat(call("sp_helpdb", "shop").answers().rows(1)).hasSize(2);
        assertThat(lines(call("sp_helpdb", "shop"), "db_size"))
                .singleElement()
                .asString()
                .matches(" +[1-9]\\d+\\.\\d\\d MB")
                .hasSize(13);
        assertThat(lines(call("sp_databases"), "DATABASE_NAME", "DATABASE_SIZE"))
                .allMatch(line -> line.matches("(master|msdb|shop|Shop)\\|[1-9]\\d{3,}|tempdb.*|model.*"));
        assertThat(call("sp_helpdb", "none").answers().errorNumbers()).containsExactly(15010);
    }

    @Test
    void theRegistryIsEmpty() {
        Parameter port = new Parameter("", SqlType.nvarchar(20), "before", Parameter.Direction.OUT);
        Called called = call("master..xp_instance_regread", "HKEY_LOCAL_MACHINE", "SOFTWARE\\X", "TcpPort", port);
        assertThat(called.answers().errors()).isEmpty();
        assertThat(called.outcome().outputs().get(0).value()).isNull();
    }
}
