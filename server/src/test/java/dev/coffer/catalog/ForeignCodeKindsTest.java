package dev.coffer.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.TestInstance;
import dev.coffer.engine.postgres.LiveCluster;
import dev.coffer.errors.SqlError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a source's superuser can put into a database, kind by kind: planted in a transaction, looked at as a restore
 * does, and rolled back.
 */
class ForeignCodeKindsTest {

    private static final String BODY = " LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'";

    @RegisterExtension
    static final TestInstance TEST = TestInstance.forAllTests();

    /** What is planted, and how the refusal names it. */
    private record Plant(String named, String... planted) {}

    private static final List<Plant> PLANTS = List.of(
            // What is called by name.
            new Plant("function dbo.evil()", "CREATE FUNCTION dbo.evil() RETURNS int" + BODY),
            new Plant("function public.evil(integer)", "CREATE FUNCTION public.evil(int) RETURNS int" + BODY),
            new Plant("procedure coffer.evil()", "CREATE PROCEDURE coffer.evil() LANGUAGE sql AS 'SELECT 1'"),
            new Plant("aggregate dbo.evil(integer)", "CREATE AGGREGATE dbo.evil(int) (SFUNC = int4pl, STYPE = int)"),
            // What a value calls, without asking who may.
            new Plant(
                    "type dbo.evil",
                    "CREATE TYPE dbo.evil AS ENUM ('a')",
                    "UPDATE pg_type SET typtype = 'b', typcategory = 'U', typinput = 'lo_import(text)'::regprocedure,"
                            + " typoutput = 'oidout(oid)'::regprocedure WHERE oid = 'dbo.evil'::regtype"),
            new Plant("type dbo.mood", "CREATE TYPE dbo.mood AS ENUM ('a')"),
            new Plant("type dbo.shell", "CREATE TYPE dbo.shell"),
            new Plant("type dbo.pair", "CREATE TYPE dbo.pair AS (a int, b int)"),
            new Plant("function dbo.span(integer,integer)", "CREATE TYPE dbo.span AS RANGE (subtype = int)"),
            new Plant(
                    "range dbo.article",
                    "INSERT INTO pg_range VALUES ('dbo.article'::regtype, 23, 99999, 0, 1978, 0,"
                            + " 'lo_import(text)'::regprocedure)"),
            new Plant("domain dbo.d", "CREATE DOMAIN dbo.d AS text CHECK (pg_read_file(VALUE) <> '')"),
            new Plant("domain sys.d", "CREATE DOMAIN sys.d AS text"),
            new Plant("domain sys.tinyint", "ALTER DOMAIN sys.tinyint ADD CHECK (pg_notify('a', 'b') IS NOT NULL)"),
            new Plant(
                    "domain sys.tinyint",
                    "UPDATE pg_type SET typinput = 'lo_import(text)'::regprocedure WHERE oid = 'sys.tinyint'::regtype"),
            new Plant(
                    "type dbo.article",
                    "UPDATE pg_type SET typoutput = 'lo_import(text)'::regprocedure"
                            + " WHERE oid = 'dbo.article'::regtype"),
            new Plant(
                    "type dbo.article[]",
                    "UPDATE pg_type SET typanalyze = 'pg_read_file(text)'::regprocedure"
                            + " WHERE oid = 'dbo.article[]'::regtype"),
            new Plant(
                    "type sys.sql_variant",
                    "UPDATE pg_type SET typmodin = 'lo_import(text)'::regprocedure"
                            + " WHERE oid = 'sys.sql_variant'::regtype"),
            new Plant(
                    "column dbo.article.n",
                    "UPDATE pg_attribute SET atttypid = 'internal'::regtype"
                            + " WHERE attrelid = 'dbo.article'::regclass AND attname = 'n'"),
            new Plant("operator dbo.@@@", "CREATE OPERATOR dbo.@@@ (LEFTARG = int, RIGHTARG = int, FUNCTION = int4pl)"),
            new Plant("operator sys.@@@", "CREATE OPERATOR sys.@@@ (LEFTARG = int, RIGHTARG = int, FUNCTION = int4pl)"),
            new Plant(
                    "operator sys.=(boolean,integer)",
                    "UPDATE pg_operator SET oprrest = 'pg_read_file(text)'::regprocedure"
                            + " WHERE oid = 'sys.=(boolean,integer)'::regoperator"),
            new Plant("cast dbo.article to text", "CREATE CAST (dbo.article AS text) WITH INOUT"),
            new Plant(
                    "cast sys.sql_variant to text",
                    "UPDATE pg_cast SET castmethod = 'b', castfunc = 0"
                            + " WHERE castsource = 'sys.sql_variant'::regtype AND casttarget = 'text'::regtype"),
            new Plant(
                    "operator class evil",
                    "CREATE OPERATOR CLASS dbo.evil FOR TYPE int USING hash AS FUNCTION 1 hashint4(int)"),
            new Plant("operator family evil", "CREATE OPERATOR FAMILY dbo.evil USING btree"),
            new Plant(
                    "operator of a family",
                    "ALTER OPERATOR FAMILY integer_minmax_ops USING brin ADD OPERATOR 1 < (oid, oid)"),
            new Plant(
                    "function of a family",
                    "ALTER OPERATOR FAMILY integer_ops USING btree ADD FUNCTION 1 (\"char\", \"char\")"
                            + " btcharcmp(\"char\", \"char\")"),
            new Plant("access method evil", "CREATE ACCESS METHOD evil TYPE INDEX HANDLER bthandler"),
            // What a change of rows calls.
            new Plant(
                    "trigger t on dbo.article",
                    "CREATE TRIGGER t BEFORE UPDATE ON dbo.article FOR EACH ROW"
                            + " EXECUTE FUNCTION suppress_redundant_updates_trigger()"),
            new Plant(
                    "RI_ConstraintTrigger",
                    "ALTER TABLE dbo.article ADD FOREIGN KEY (n) REFERENCES dbo.article",
                    "UPDATE pg_trigger SET tgfoid = 'pg_promote'::regproc"
                            + " WHERE oid = (SELECT min(oid) FROM pg_trigger WHERE tgrelid = 'dbo.article'::regclass)"),
            new Plant("rule r on dbo.article", "CREATE RULE r AS ON DELETE TO dbo.article DO INSTEAD NOTHING"),
            new Plant("policy p on dbo.article", "CREATE POLICY p ON dbo.article USING (true)"),
            new Plant("statistics s", "CREATE STATISTICS dbo.s ON n, day FROM dbo.article"),
            // What reads with somebody else's rights.
            new Plant("view dbo.v", "CREATE VIEW dbo.v AS SELECT 1 AS a"),
            new Plant("view public.v", "CREATE VIEW public.v AS SELECT 1", "ALTER VIEW public.v OWNER TO coffer_app"),
            new Plant("materialized view dbo.m", "CREATE MATERIALIZED VIEW dbo.m AS SELECT 1 AS a"),
            new Plant(
                    "sample in view dbo.v",
                    "CREATE VIEW dbo.v AS SELECT n FROM dbo.article TABLESAMPLE SYSTEM (1)",
                    "ALTER VIEW dbo.v OWNER TO coffer_app"),
            new Plant(
                    "inheritance coffer.master_key from dbo.parent",
                    "CREATE TABLE dbo.parent ()",
                    "ALTER TABLE coffer.master_key INHERIT dbo.parent"),
            new Plant(
                    "inheritance dbo.child from coffer.master_key",
                    "CREATE TABLE dbo.child () INHERITS (coffer.master_key)"),
            new Plant("large object 4711", "SELECT lo_create(4711)"),
            new Plant("security label", "INSERT INTO pg_seclabel VALUES (1, 1, 0, 'a', 'b')"),
            // What reads files, loads libraries or reaches other servers.
            new Plant("collation dbo.c", "CREATE COLLATION dbo.c (PROVIDER = libc, LOCALE = 'C')"),
            new Plant("text search dictionary dbo.d", "CREATE TEXT SEARCH DICTIONARY dbo.d (TEMPLATE = simple)"),
            new Plant(
                    "text search dictionary evil",
                    "CREATE TEXT SEARCH DICTIONARY dbo.evil (TEMPLATE = simple)",
                    "UPDATE pg_ts_dict SET dictnamespace = 'pg_catalog'::regnamespace WHERE dictname = 'evil'"),
            new Plant("text search configuration dbo.c", "CREATE TEXT SEARCH CONFIGURATION dbo.c (COPY = english)"),
            new Plant(
                    "text search template t",
                    "CREATE TEXT SEARCH TEMPLATE dbo.t (INIT = dsimple_init, LEXIZE = dsimple_lexize)"),
            new Plant(
                    "text search parser p",
                    "CREATE TEXT SEARCH PARSER dbo.p (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end,"
                            + " LEXTYPES = prsd_lextype)"),
            new Plant("conversion c", "CREATE CONVERSION dbo.c FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8"),
            new Plant("language evil", "CREATE LANGUAGE evil HANDLER plpgsql_call_handler"),
            new Plant(
                    "transform integer",
                    "CREATE TRANSFORM FOR int LANGUAGE plpgsql (FROM SQL WITH FUNCTION"
                            + " text_starts_with_support(internal))"),
            new Plant("extension evil", "UPDATE pg_extension SET extname = 'evil'"),
            new Plant("event trigger e", "INSERT INTO pg_event_trigger VALUES (1, 'e', 'login', 10, 1, 'O')"),
            new Plant("foreign data wrapper w", "CREATE FOREIGN DATA WRAPPER w"),
            new Plant("server s", "CREATE FOREIGN DATA WRAPPER w", "CREATE SERVER s FOREIGN DATA WRAPPER w"),
            new Plant(
                    "foreign table dbo.f",
                    "CREATE FOREIGN DATA WRAPPER aaa",
                    "CREATE SERVER bbb FOREIGN DATA WRAPPER aaa",
                    "CREATE FOREIGN TABLE dbo.f (a int) SERVER bbb"),
            new Plant("publication p", "CREATE PUBLICATION p"),
            new Plant(
                    "subscription s",
                    "CREATE SUBSCRIPTION s CONNECTION 'host=/tmp' PUBLICATION p"
                            + " WITH (connect = false, enabled = false)"),
            new Plant(
                    "expression evil on coffer.master_key",
                    "ALTER TABLE coffer.master_key ADD CONSTRAINT evil CHECK (pg_notify('a', 'b') IS NOT NULL)"
                            + " NOT VALID"));

    /** Tables of the catalogue that make nothing run, or whose rows only go with a row of a table that is looked at. */
    private static final Set<String> HARMLESS = Set.of(
            "pg_auth_members",
            "pg_authid",
            "pg_database",
            "pg_db_role_setting",
            "pg_default_acl",
            "pg_depend",
            "pg_description",
            "pg_enum",
            "pg_foreign_table",
            "pg_init_privs",
            "pg_largeobject",
            "pg_parameter_acl",
            "pg_partitioned_table",
            "pg_publication_namespace",
            "pg_publication_rel",
            "pg_replication_origin",
            "pg_sequence",
            "pg_shdepend",
            "pg_shdescription",
            "pg_statistic",
            "pg_statistic_ext_data",
            "pg_subscription_rel",
            "pg_tablespace",
            "pg_ts_config_map",
            "pg_user_mapping");

    private Path database = Path.of("/");

    @BeforeEach
    void createDatabase() throws IOException {
        TEST.run(
                "CREATE DATABASE shop",
                "USE shop",
                "CREATE TABLE dbo.article (id int IDENTITY PRIMARY KEY, n int DEFAULT 1, t tinyint, day date DEFAULT"
                        + " GETDATE(), CONSTRAINT u UNIQUE (n), CHECK (n > 0))",
                "CREATE TABLE dbo.line (id int REFERENCES dbo.article (id), w varchar(max))",
                "CREATE INDEX i ON dbo.line (w) WHERE w IS NOT NULL",
                "CREATE VIEW dbo.lines AS SELECT a.n + 1 AS m, l.w FROM dbo.line l JOIN dbo.article a ON a.id = l.id",
                "CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Narrow lanes, 12 doors'");
        try (Stream<Path> folders = Files.list(TEST.dataFolder().resolve("db"))) {
            database = folders.findFirst().orElseThrow();
        }
    }

    @Test
    void everyKindIsRefusedByName() throws IOException, SQLException {
        Map<String, String> accepted = new LinkedHashMap<>();
        try (Connection connection = LiveCluster.connect(database);
                Statement statement = connection.createStatement()) {
            // The restore drops it before it looks.
            statement.execute("DROP SCHEMA information_schema CASCADE");
            connection.setAutoCommit(false);
            assertThat(refusal(statement)).isEmpty();
            for (Plant plant : PLANTS) {
                String refusal;
                try {
                    for (String sql : plant.planted()) {
                        statement.execute(sql);
                    }
                    refusal = refusal(statement);
                } catch (SQLException notPlanted) {
                    refusal = String.valueOf(notPlanted.getMessage());
                }
                connection.rollback();
                if (!refusal.startsWith("Refused: ") || !refusal.contains(plant.named())) {
                    accepted.put(plant.named(), refusal);
                }
            }
        }
        assertThat(accepted).isEmpty();
    }

    @Test
    void everyTableOfTheCatalogueIsLookedAtOrHarmless() throws IOException, SQLException {
        Set<String> forgotten = new TreeSet<>();
        String looksAt = SchemaSteps.text("foreign-code.sql");
        try (Connection connection = LiveCluster.connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT relname FROM pg_class"
                        + " WHERE relkind = 'r' AND relnamespace = 'pg_catalog'::regnamespace")) {
            while (rows.next()) {
                String name = rows.getString(1);
                if (!looksAt.matches("(?s).*\\b" + name + "\\b.*") && !HARMLESS.contains(name)) {
                    forgotten.add(name);
                }
            }
        }
        assertThat(forgotten).isEmpty();
    }

    @Test
    void keyTablesAreTakenBackWhoeverGrantedWhat() throws IOException, SQLException {
        try (Connection connection = LiveCluster.connect(database);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : List.of(
                    "CREATE ROLE go_between",
                    "GRANT USAGE ON SCHEMA coffer TO go_between WITH GRANT OPTION",
                    "GRANT SELECT ON coffer.master_key TO go_between WITH GRANT OPTION",
                    "GRANT SELECT (der) ON coffer.certificate TO PUBLIC",
                    "SET ROLE go_between",
                    "GRANT USAGE ON SCHEMA coffer TO coffer_app",
                    "GRANT SELECT ON coffer.master_key TO coffer_app",
                    "RESET ROLE",
                    "ALTER TABLE coffer.certificate OWNER TO coffer_app")) {
                statement.execute(sql);
            }
            ForeignCode.settleRights(connection);
            try (ResultSet rows = statement.executeQuery("SELECT string_agg(c.relname, ', ') FROM pg_class c"
                    + " WHERE c.relnamespace = 'coffer'::regnamespace AND c.relkind = 'r'"
                    + " AND has_any_column_privilege('coffer_app', c.oid, 'SELECT, INSERT, UPDATE')"
                    + " OR c.relname = 'master_key' AND has_schema_privilege('coffer_app', 'coffer', 'USAGE')")) {
                rows.next();
                assertThat(rows.getString(1)).isNull();
            }
            connection.rollback();
        }
    }

    private static String refusal(Statement statement) throws SQLException {
        try {
            ForeignCode.refuse(statement);
            return "";
        } catch (SqlError refused) {
            return "Refused: " + refused.getMessage();
        }
    }
}
