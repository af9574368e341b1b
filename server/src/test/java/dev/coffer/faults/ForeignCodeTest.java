package dev.coffer.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.Answers;
import dev.coffer.app.TestInstance;
import dev.coffer.session.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Backups by a trusted signer of a database into which somebody with the owner's rights put code. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ForeignCodeTest {

    private static final String BODY = " LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'";

    /** A path as a C string that passes for a text: the length in front of it, as PostgreSQL keeps short ones. */
    private static final String AS_STRING = "(chr((length('/etc/passwd') + 1) * 2 + 1) || '/etc/passwd')";

    @RegisterExtension
    private final TestInstance test = new TestInstance();

    private Path database = Path.of("/");

    @BeforeEach
    void createDatabase() throws Exception {
        test.run(
                "CREATE DATABASE shop",
                "USE shop",
                "CREATE TABLE dbo.article (id int IDENTITY PRIMARY KEY, n int DEFAULT 1, day date DEFAULT GETDATE())",
                "CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Narrow lanes, 12 doors'");
        database = Bank.folder(test.dataFolder(), "shop");
    }

    /** Statements that plant and remove something, and how the refusal names it. */
    private record Plant(String named, String planted, String removed) {}

    /** One of each way in; catalog.ForeignCodeKindsTest has every kind. */
    private static final List<Plant> PLANTS = List.of(
            new Plant(
                    "function dbo.evil()", "CREATE FUNCTION dbo.evil() RETURNS int" + BODY, "DROP FUNCTION dbo.evil()"),
            new Plant(
                    "type dbo.evil",
                    "CREATE TYPE dbo.evil AS ENUM ('a'); UPDATE pg_type SET typtype = 'b',"
                            + " typcategory = 'U', typinput = 'lo_import(text)'::regprocedure,"
                            + " typoutput = 'oidout(oid)'::regprocedure WHERE oid = 'dbo.evil'::regtype;"
                            + " CREATE VIEW dbo.passwd AS SELECT convert_from(loread(lo_open((" + AS_STRING
                            + "::dbo.evil)::text::oid, 393216), 90), 'UTF8') AS c;"
                            + " ALTER VIEW dbo.passwd OWNER TO coffer_app",
                    "DROP VIEW dbo.passwd; DROP TYPE dbo.evil"));

    @Test
    void whateverRunsAndIsNotOursIsRefusedByName() throws Exception {
        Map<String, String> accepted = new LinkedHashMap<>();
        for (Plant plant : PLANTS) {
            Bank.execute(database, plant.planted());
            Answers answers = backUpAndRestore();
            Bank.execute(database, plant.removed());
            if (!answers.errorNumbers().equals(List.of(49909, 3013))
                    || !answers.texts().contains(plant.named())) {
                accepted.put(plant.named(), answers.texts());
            }
        }
        assertThat(accepted).isEmpty();
        assertThat(backUpAndRestore().errorNumbers()).isEmpty();
    }

    @Test
    void whatLooksLikeAHelperOfOursGoes() throws Exception {
        Bank.execute(database, "CREATE VIEW sys.v AS SELECT 1 AS a");
        Bank.execute(database, "CREATE VIEW sys.w AS SELECT a FROM sys.v");
        Bank.execute(database, "CREATE FUNCTION sys.evil() RETURNS int" + BODY);
        assertThat(backUpAndRestore().errorNumbers()).isEmpty();
        assertThat(Bank.ask(
                        Bank.folder(test.dataFolder(), "copy"),
                        "SELECT coalesce(to_regclass('sys.v')::text, to_regclass('sys.w')::text,"
                                + " to_regproc('sys.evil')::text, 'none')"))
                .containsExactly("none");
    }

    @Test
    void tablesOfTheOwnerBecomeTheUsersAndRightsOnOursAreTakenBack() throws Exception {
        Bank.execute(database, "CREATE TABLE dbo.theirs (a int)");
        Bank.execute(database, "GRANT USAGE ON SCHEMA coffer TO coffer_app");
        Bank.execute(database, "GRANT SELECT ON coffer.master_key TO coffer_app");
        assertThat(backUpAndRestore().errorNumbers()).isEmpty();
        test.run("USE copy", "INSERT INTO dbo.theirs VALUES (1)", "DROP TABLE dbo.theirs");
        Path copy = Bank.folder(test.dataFolder(), "copy");
        assertThat(Bank.ask(
                        copy,
                        "SELECT has_table_privilege('coffer_app', 'coffer.master_key', 'SELECT')::text"
                                + " || has_schema_privilege('coffer_app', 'coffer', 'USAGE')"))
                .containsExactly("falsefalse");
    }

    private Answers backUpAndRestore() throws IOException, SQLException {
        Path file = test.folder().resolve("shop.bak");
        test.run("BACKUP DATABASE shop TO DISK = '" + file + "' WITH FORMAT");
        try (Session session = test.instance().newSession()) {
            Answers answers =
                    TestInstance.run(session, "RESTORE DATABASE copy FROM DISK = '" + file + "' WITH REPLACE");
            assertThat(Bank.ask(test.dataFolder().resolve("master"), "SELECT name FROM coffer.database"))
                    .hasSize(answers.errorNumbers().isEmpty() ? 2 : 1);
            return answers;
        }
    }
}
