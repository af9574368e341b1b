package dev.coffer.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What tedious sees, whichever way it connects. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
abstract class TediousContract {

    abstract TestServer server();

    /** true or strict. */
    abstract String encrypt();

    private List<String> run(String scenario, Object... words) throws Exception {
        return new NodeClient(server(), "tedious", encrypt()).run(scenario, words);
    }

    @Test
    void runsTheScriptsOfThePages() throws Exception {
        List<String> lines = run("script", Scripts.file(server()));
        Scripts.requireFiles(server());
        assertThat(lines)
                .contains("row [1,\"Ångström & Søn\",129.5]", "row [2,\"Contoso\",8]", "row [3,\"Fabrikam\",42]")
                .anyMatch(line -> line.matches("message 3211 \\d+ percent processed\\."))
                .anyMatch(line -> line.startsWith("message 3014 BACKUP DATABASE successfully processed "))
                .anyMatch(line -> line.startsWith("message 3014 RESTORE DATABASE successfully processed "))
                .contains("message 5701 Changed database context to 'MyTestDB'.");
    }

    @Test
    void seesSeveralResults() throws Exception {
        assertThat(run("results"))
                .containsExactly("result [\"a\",\"b\"] [[1,\"x\"]]", "result [\"c\"] [[\"Привет 😀\"],[null]]");
    }

    @Test
    void passesParameters() throws Exception {
        assertThat(run("parameters"))
                .containsExactly("row [42,\"Ж'); DROP TABLE x -- 😀\",null,true,0.1,12.34,\"9007199254740993\","
                        + "\"2026-02-03T04:05:06.789Z\",\"2026-02-03T00:00:00.000Z\","
                        + "\"2026-02-03T04:05:06.789Z\",\"2026-02-03 09:35:06.789 +05:30\"]");
        assertThat(run("output")).containsExactly("outputs {\"sum\":42,\"said\":\"Ё!\"}");
        assertThat(run("prepared")).containsExactly("row [2]", "row [42]");
    }

    @Test
    void carriesBigValuesBothWays() throws Exception {
        assertThat(run("big")).containsExactly("same true true 786432 1048576");
    }

    @Test
    void loadsInBulk() throws Exception {
        assertThat(run("bulk"))
                .containsExactly(
                        "loaded 2000",
                        "rows [2000,1000,1999000,\"строка 1999 😀\",\"2026-02-03T04:05:06.789Z\"]",
                        "rejected 2627",
                        "count 2000");
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
                        "rejected EREQUEST",
                        "error 50000 16 1 Ой",
                        "rejected EREQUEST",
                        "error 2812 16 1 Could not find stored procedure 'SELEC'.",
                        "rejected EREQUEST",
                        "after 7");
    }

    @Test
    void commitsAndRollsBack() throws Exception {
        assertThat(run("transaction")).containsExactly("count 2 1", "count 1 1", "count 1 0", "count 1 0");
    }

    @Test
    void resetsAConnection() throws Exception {
        assertThat(run("reset")).containsExactly("after master 0", "error 208", "rejected EREQUEST");
    }

    @Test
    void cancelsABackupAtItsFirstProgress() throws Exception {
        HeavyDatabase.make(server());
        Path file = server().folder().resolve("tedious.bak");
        assertThat(run("cancel", HeavyDatabase.NAME, file))
                .hasSize(3)
                .contains("rejected ECANCEL", "after 7 file false")
                .first()
                .asString()
                .matches("progress \\d+ percent processed\\. file false");
        HeavyDatabase.requireNothing(server(), file);
    }
}
