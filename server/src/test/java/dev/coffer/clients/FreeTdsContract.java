package dev.coffer.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.TestServer;
import dev.coffer.work.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What FreeTDS's programs see. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
abstract class FreeTdsContract {

    /** The server's name in freetds.conf. */
    private static final String NAME = "coffer";

    abstract TestServer server();

    /** The program, with options of its own. */
    abstract List<String> program();

    /** What freetds.conf says. */
    abstract String version();

    @BeforeEach
    final void configure() throws Exception {
        Needs.require(
                Program.exists(program().get(0)), "There is no " + program().get(0) + "; ./check installs it.");
        Files.writeString(
                conf(),
                "[" + NAME + "]\nhost = 127.0.0.1\nport = " + server().port() + "\nencryption = require\ntds version = "
                        + version() + "\nclient charset = UTF-8\ntext size = 2147483647\n");
    }

    private Path conf() {
        return server().folder().resolve("freetds.conf");
    }

    private Program start(String password, String script) throws Exception {
        List<String> command = new ArrayList<>(program());
        command.addAll(List.of("-S", NAME, "-U", "sa", "-P", password));
        Program program = Program.start(command, Map.of("FREETDSCONF", conf().toString()));
        program.send(script);
        return program;
    }

    final Program.Outcome run(String script) throws Exception {
        try (Program program = start(TestServer.PASSWORD, script)) {
            return program.outcome();
        }
    }

    /** What it printed, without tsql's prompts. */
    final List<String> lines(String script) throws Exception {
        Program.Outcome outcome = run(script);
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
        return outcome.lines().stream()
                .map(line -> line.replaceFirst("^(\\d+> )+", "").strip())
                .toList();
    }

    @Test
    void runsTheScriptsOfThePages() throws Exception {
        Program.Outcome outcome = run(Scripts.both());
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
        Scripts.requireFiles(server());
        assertThat(outcome.text())
                .contains(Scripts.CUSTOMERS)
                .contains("percent processed.")
                .contains("BACKUP DATABASE successfully processed ")
                .contains("RESTORE DATABASE successfully processed ")
                .contains("3. An encrypted backup");
    }

    @Test
    void seesResultsAndGoesOn() throws Exception {
        assertThat(lines("SELECT 41 AS a SELECT N'Привет 😀' AS b\nGO\nPRINT N'Ой'\nGO\nSELECT 43 AS c\nGO\n"))
                .containsSubsequence("41", "Привет 😀")
                .contains("Ой", "43");
    }

    @Test
    void passesParameters() throws Exception {
        assertThat(lines("EXEC sp_executesql N'SELECT @n + 1 AS n SELECT @t AS t', N'@n int, @t nvarchar(40)',"
                        + " @n = 41, @t = N'O''Hara Ж 😀'\nGO\n"))
                .containsSubsequence("42", "O'Hara Ж 😀");
    }

    @Test
    void rollsBack() throws Exception {
        assertThat(lines("""
                        CREATE TABLE #t (n int)
                        GO
                        BEGIN TRANSACTION
                        INSERT INTO #t VALUES (1)
                        GO
                        SELECT 'in ' + CAST(COUNT(*) AS varchar(9)) FROM #t
                        GO
                        ROLLBACK
                        GO
                        SELECT 'after ' + CAST(COUNT(*) AS varchar(9)) FROM #t
                        GO
                        """)).containsSubsequence("in 1", "after 0");
    }

    @Test
    void isRefusedWithAWrongPassword() throws Exception {
        try (Program program = start("not the password", "SELECT 1\nGO\n")) {
            Program.Outcome outcome = program.outcome();
            assertThat(outcome.exitCode()).isNotZero();
            assertThat(outcome.text()).contains("Msg 18456", "Login failed for user 'sa'.");
        }
    }

    @Test
    void backupsEndWithTheirClient() throws Exception {
        HeavyDatabase.make(server());
        Path file = server().folder().resolve("freetds.bak");
        try (Program program = start(TestServer.PASSWORD, HeavyDatabase.backup(file) + "\nGO\n")) {
            program.awaitLine(line -> line.contains("percent processed."));
            assertThat(file).as("at the first progress").doesNotExist();
        }
        awaitNobody();
        HeavyDatabase.requireNothing(server(), file);
        assertThat(lines("SELECT 43\nGO\n")).contains("43");
    }

    /** A session ends after what it ran. */
    private void awaitNobody() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (server().serving().sessionCount() > 0) {
            assertThat(System.nanoTime()).as("the session ends").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
