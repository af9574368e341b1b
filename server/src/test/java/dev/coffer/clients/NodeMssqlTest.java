package dev.coffer.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** node-mssql and its pool, over the tedious that it brings. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class NodeMssqlTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static List<String> run(String scenario, Object... words) throws Exception {
        return new NodeClient(SERVER, "mssql", "true").run(scenario, words);
    }

    @Test
    void runsTheScriptsOfThePages() throws Exception {
        List<String> lines = run("script", Scripts.file(SERVER));
        Scripts.requireFiles(SERVER);
        assertThat(lines)
                .contains("row [1,\"Ångström & Søn\",129.5]", "row [2,\"Contoso\",8]", "row [3,\"Fabrikam\",42]")
                .anyMatch(line -> line.matches("message 3211 \\d+ percent processed\\."))
                .anyMatch(line -> line.startsWith("message 3014 BACKUP DATABASE successfully processed "));
    }

    @Test
    void seesSeveralResults() throws Exception {
        assertThat(run("results"))
                .containsExactly("result [{\"a\":1,\"b\":\"x\"}]", "result [{\"c\":\"Привет 😀\"},{\"c\":null}]");
    }

    @Test
    void passesParameters() throws Exception {
        assertThat(run("parameters"))
                .containsExactly(
                        "row {\"n\":42,\"t\":\"Ж'); DROP TABLE x -- 😀\",\"o\":null,"
                                + "\"m\":\"2026-02-03T04:05:06.789Z\"}",
                        "row {\"name\":\"O'Hara 😀\",\"answer\":42}");
        assertThat(run("output")).containsExactly("outputs {\"sum\":42}");
        assertThat(run("prepared")).containsExactly("row {\"doubled\":2}", "row {\"doubled\":42}");
    }

    @Test
    void carriesBigValuesBothWays() throws Exception {
        assertThat(run("big")).containsExactly("same true true");
    }

    @Test
    void loadsInBulk() throws Exception {
        assertThat(run("bulk"))
                .containsExactly("loaded 3", "row {\"id\":1,\"name\":\"Ж😀\"}", "row {\"id\":2,\"name\":null}");
    }

    @Test
    void isRefusedWithAWrongPassword() throws Exception {
        assertThat(run("wrong")).containsExactly("refused ELOGIN Login failed for user 'sa'.");
    }

    @Test
    void seesErrorsAndGoesOn() throws Exception {
        assertThat(run("errors"))
                .containsExactly(
                        "error 208 16 2 Invalid object name 'nowhere'.",
                        "error 50000 16 1 Ой",
                        "error 2812 16 1 Could not find stored procedure 'SELEC'.",
                        "after 7");
    }

    @Test
    void commitsAndRollsBack() throws Exception {
        assertThat(run("transaction")).containsExactly("rollback 0", "commit 1");
    }

    @Test
    void poolsConnections() throws Exception {
        assertThat(run("pool")).containsExactly("kept msdb 1 0", "reset master 0 true", "error 208");
        assertThat(run("crowd")).containsExactly("answers true true");
    }

    @Test
    void cancelsABackupAtItsFirstProgress() throws Exception {
        HeavyDatabase.make(SERVER);
        Path file = SERVER.folder().resolve("mssql.bak");
        assertThat(run("cancel", HeavyDatabase.NAME, file))
                .hasSize(3)
                .contains("rejected ECANCEL", "after 7 file false")
                .first()
                .asString()
                .matches("progress \\d+ percent processed\\. file false");
        HeavyDatabase.requireNothing(SERVER, file);
    }
}
