package dev.coffer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code coffer sql -S} on a real server: options, where things are printed, exit codes, failures. */
class RemoteSqlTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private final Map<String, String> environment = new HashMap<>(Map.of("SQLCMDPASSWORD", TestServer.PASSWORD));

    private record Run(int code, String out, String err) {}

    private Run run(String input, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                environment::get);
        InstanceOpener none = request -> {
            throw new AssertionError("No instance is needed");
        };
        ServerOpener noServer = request -> {
            throw new AssertionError("No server is needed");
        };
        RemoteOpener noUrls = authorities -> {
            throw new AssertionError("No URL is needed");
        };
        List<String> arguments = new ArrayList<>(List.of("sql"));
        arguments.addAll(List.of(words));
        int code =
                CofferCommand.commandLine(none, noServer, noUrls, terminal).execute(arguments.toArray(String[]::new));
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Logged in as sa, with the server's certificate. */
    private Run sql(String input, String... more) {
        List<String> words = new ArrayList<>(List.of("-S", server(), "-U", "sa", "--ca", certificate()));
        words.addAll(List.of(more));
        return run(input, words.toArray(String[]::new));
    }

    private static String server() {
        return "tcp:localhost," + SERVER.port();
    }

    private static String certificate() {
        return SERVER.dataFolder().resolve("tls/server.pem").toString();
    }

    private static void assertRefused(Run run, int code, String sentence) {
        assertThat(run.code()).as("%s", run).isEqualTo(code);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().strip()).contains(sentence).doesNotContain("\n").doesNotContain("Exception");
    }

    @Test
    void whatTheServerAnswersIsPrintedAsItAlwaysIs() {
        Run run = sql("""
                SELECT CAST(1 AS bit) AS b, CAST(200 AS tinyint) AS t, CAST(0.1 AS float) AS f, CAST(0.5 AS money) AS m,
                    CAST(0xAB AS varbinary(4)) AS x, CAST('2026-02-03T04:05:06.997' AS datetime) AS d,
                    CAST('04:05:06.123456' AS time) AS c, SERVERPROPERTY('EngineEdition') AS v,
                    N'Größe €' AS s, NULL AS n;
                PRINT 'between';
                SELECT 1 / 0;
                GO
                """, "-W", "-s", "|", "-h", "-1", "-N", "strict");
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("1|200|0.10000000000000001|.5000|0xAB|2026-02-03 04:05:06.997|04:05:06.123456|3|Größe €|NULL")
                .contains("Msg 8134, Level 16, State 1, Server TEST, Line 6")
                .containsSubsequence("(1 rows affected)", "between", "Divide by zero");
        assertThat(run.code()).isZero();
    }

    @Test
    void errorsEndTheRunOrGoWhereTheyAreSent() throws IOException {
        assertThat(sql("SELECT * FROM nowhere\nGO\nPRINT 'on'\nGO\n").out())
                .contains("Msg 208")
                .contains("on");
        Run ended = sql("SELECT * FROM nowhere\nGO\nPRINT 'on'\nGO\n", "-b");
        assertThat(ended.code()).isEqualTo(ExitCodes.FAILED);
        assertThat(ended.out()).doesNotContain("on\n");
        assertThat(sql("RAISERROR('x', 12, 1)\nGO\nPRINT 'on'", "-b", "-V", "13")
                        .out())
                .contains("on");
        assertThat(sql("RAISERROR('x', 14, 1)\nGO\nPRINT 'on'", "-V", "13").code())
                .isEqualTo(14);
        Run redirected = sql("PRINT 'told'\nSELECT 1 / 0", "-r");
        assertThat(redirected.out()).contains("told").doesNotContain("Msg");
        assertThat(redirected.err()).contains("Msg 8134").doesNotContain("told");
        assertThat(sql("PRINT 'told'", "-r", "1").err()).contains("told");
        Path file = SERVER.folder().resolve("answers.txt");
        Run written = sql("SELECT N'ünï' AS word", "-o", file.toString(), "-W");
        assertThat(written.out()).isEmpty();
        assertThat(Files.readString(file)).contains("word", "ünï", "(1 rows affected)");
        assertRefused(sql("", "-o", SERVER.folder().resolve("no/where").toString()), ExitCodes.FAILED, "-o");
    }

    @Test
    void databasesAndVariablesAreTaken() {
        assertThat(sql("SELECT DB_NAME() AS here, '$(what)'", "-d", "msdb", "-v", "what=this", "-W", "-h", "-1")
                        .out())
                .contains("msdb this");
        assertThat(sql("SELECT '$(SQLCMDPASSWORD)'").out()).contains("scripting variable not defined");
        assertThat(sql("PRINT '$(what)'", "-x").out()).isEqualTo("$(what)" + System.lineSeparator());
        assertThat(sql("", "-Q", "PRINT HOST_NAME()", "-H", "a-desk").out()).contains("a-desk");
        assertThat(sql("PRINT 'typed'\n", "-q", "PRINT 'first'").out()).containsSubsequence("first", "typed");
        assertRefused(sql("", "-d", "nowhere"), ExitCodes.FAILED, "nowhere");
        environment.put("SQLCMDSERVER", server());
        environment.put("SQLCMDUSER", "sa");
        assertThat(run("PRINT 'by the environment'", "-C").out()).contains("by the environment");
    }

    @Test
    void aWrongPasswordIsSaidInSqlcmdsWords() {
        environment.put("SQLCMDPASSWORD", "wrong");
        assertRefused(sql("SELECT 1"), ExitCodes.FAILED, "Sqlcmd: Error: Login failed for user 'sa'.");
    }

    @Test
    void aCertificateThatIsNotTrustedSaysHowToTrustIt() throws Exception {
        Run unseen = run("", "-S", server(), "-U", "sa");
        assertRefused(unseen, ExitCodes.FAILED, "is not trusted");
        assertThat(unseen.err()).contains("--ca", "-C");
        assertThat(run("PRINT 'in'", "-S", server(), "-U", "sa", "-C").out()).contains("in");
        Path other = SERVER.folder().resolve("other.cer");
        Files.copy(SERVER.dataFolder().resolve("signing.cer"), other);
        assertRefused(
                run("", "-S", server(), "-U", "sa", "--ca", other.toString()), ExitCodes.FAILED, "is not the one in");
        // The very certificate is believed by whatever name its server was reached.
        Run elsewhere = run("PRINT 'in'", "-S", "127.1," + SERVER.port(), "-U", "sa", "--ca", certificate());
        assertThat(elsewhere.out()).as("%s", elsewhere).contains("in");
    }

    @Test
    void aServerThatIsNotThereIsNamedInOneSentence() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
            environment.put("SQLCMDSERVER", "127.0.0.1," + free);
            assertRefused(run("", "-U", "sa", "-C", "-l", "1"), ExitCodes.FAILED, "Login timeout expired");
        }
        assertRefused(run("", "-U", "sa", "-C"), ExitCodes.FAILED, "cannot be reached");
        assertRefused(
                run("", "-S", "no-such-host.invalid", "-U", "sa", "-C"), ExitCodes.FAILED, "no-such-host.invalid,1433");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-S localhost",
                "-S localhost\\SALES -U sa",
                "-S localhost,0 -U sa",
                "-S localhost -U sa --data x",
                "-S localhost -U sa -N maybe",
                "-S localhost -U sa -C --ca x",
                "-S localhost -U sa --ca /nowhere/server.pem",
                "-S localhost -U sa -k 3",
                "-S localhost -U sa -r 2",
                "-S localhost -U sa -w 3",
                "-S localhost -U sa -V 26",
                "-S localhost -U sa -l -1",
                "-U sa",
                "--frobnicate",
            })
    void aWrongCommandLineIsRefusedBeforeAnythingRuns(String words) {
        Run run = run("", words.split(" "));
        assertThat(run.code()).as("%s", run).isEqualTo(ExitCodes.USAGE);
        assertThat(run.err()).isNotEmpty().doesNotContain("Exception");
    }

    @Test
    void aLoginWithoutPasswordIsNotTried() {
        environment.clear();
        assertRefused(run("", "-S", server(), "-U", "sa"), ExitCodes.USAGE, "SQLCMDPASSWORD");
    }
}
