package dev.coffer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.RealBackup;
import dev.coffer.app.TestInstance;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What inspect, verify and extract answer to their caller, on backups that an instance made. */
class CommandLineTest {

    @RegisterExtension
    private final TestInstance test = new TestInstance();

    /** What a run of the program left behind. */
    private record Run(int code, String out, String err) {}

    /** @param password of the key, as the environment gives it */
    private static Run run(String password, Object... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                name -> name.equals(KeySource.PASSWORD_VARIABLE) ? password : null);
        InstanceOpener none = request -> {
            throw new AssertionError("No instance is needed");
        };
        ServerOpener noServer = request -> {
            throw new AssertionError("No server is needed");
        };
        RemoteOpener noUrls = authorities -> {
            throw new AssertionError("No URL is needed");
        };
        String[] arguments = new String[words.length];
        for (int i = 0; i < words.length; i++) {
            arguments[i] = words[i].toString();
        }
        int code = CofferCommand.commandLine(none, noServer, noUrls, terminal).execute(arguments);
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static void assertCode(int expected, Run run) {
        assertThat(run.code()).as("%s", run).isEqualTo(expected);
        assertThat(run.err()).doesNotContain("Exception").doesNotContain("\tat ");
    }

    @Test
    void eachCommandAnswersWithItsExitCode() throws Exception {
        RealBackup backup = RealBackup.make(test);
        Path foreign = Files.writeString(test.folder().resolve("foreign.bak"), "This is somebody's file.");
        Path flipped = test.folder().resolve("flipped.bak");
        byte[] bytes = Files.readAllBytes(backup.encrypted());
        bytes[bytes.length / 2] ^= 1;
        Files.write(flipped, bytes);
        inspectShowsWithoutAKey(backup, foreign);
        verifyTellsApart(backup, flipped, foreign);
        extractUnsealsAndOverwritesNothing(backup, flipped, foreign);
    }

    private void inspectShowsWithoutAKey(RealBackup backup, Path foreign) {
        Run text = run("", "inspect", backup.encrypted());
        assertCode(ExitCodes.OK, text);
        assertThat(text.out()).contains("full backup of database 'shop'", "AES-256-GCM", "certificate 'c'");
        assertThat(run("", "inspect", backup.plain()).out()).contains("none: anybody can read it");
        Run json = run("", "inspect", "--json", backup.encrypted(), backup.plain());
        assertCode(ExitCodes.OK, json);
        assertThat(json.out().strip()).startsWith("[").endsWith("]");
        assertThat(json.out().replace(" ", ""))
                .contains("\"database\":\"shop\"", "\"suite\":\"AES_256_GCM\"", "\"suite\":\"NONE\"");
        assertCode(ExitCodes.NOT_A_BACKUP, run("", "inspect", foreign));
        assertCode(ExitCodes.FAILED, run("", "inspect", test.folder().resolve("nowhere.bak")));
        assertCode(ExitCodes.USAGE, run("", "inspect"));
    }

    private void verifyTellsApart(RealBackup backup, Path flipped, Path foreign) {
        Path signer = test.dataFolder().resolve("signing.cer");
        Run checked = run("", "verify", backup.encrypted(), backup.plain(), "--signer", signer);
        assertCode(ExitCodes.OK, checked);
        assertThat(checked.out()).contains("intact", "as it should be");
        Run unchecked = run("", "verify", backup.encrypted());
        assertCode(ExitCodes.SIGNER_NOT_CHECKED, unchecked);
        assertThat(unchecked.out()).contains("intact", "signer not checked");
        assertCode(ExitCodes.FOREIGN_SIGNER, run("", "verify", backup.encrypted(), "--signer", backup.certificate()));
        Run damaged = run("", "verify", flipped, "--signer", signer);
        assertCode(ExitCodes.DAMAGED, damaged);
        assertThat(damaged.err()).contains("does not match its hash");
        assertThat(damaged.out()).doesNotContain("intact");
        assertCode(ExitCodes.NOT_A_BACKUP, run("", "verify", foreign));
        assertCode(ExitCodes.FAILED, run("", "verify", test.folder().resolve("nowhere.bak")));
        assertCode(ExitCodes.USAGE, run("", "verify", "--no-such-option", backup.plain()));
    }

    private void extractUnsealsAndOverwritesNothing(RealBackup backup, Path flipped, Path foreign) throws Exception {
        Path folder = test.folder().resolve("unsealed");
        Path tar = test.folder().resolve("unsealed.tar");
        Path key = backup.privateKey();
        assertCode(ExitCodes.WRONG_KEY, run("wrong", "extract", backup.encrypted(), "--key", key, "--to", tar));
        assertCode(ExitCodes.WRONG_KEY, run("", "extract", backup.encrypted(), "--to", tar));
        String password = RealBackup.PASSWORD;
        assertCode(ExitCodes.DAMAGED, run(password, "extract", flipped, "--key", key, "--to", tar));
        assertCode(ExitCodes.DAMAGED, run(password, "extract", flipped, "--key", key, "--to", folder));
        assertCode(ExitCodes.NOT_A_BACKUP, run(password, "extract", foreign, "--key", key, "--to", folder));
        assertCode(ExitCodes.FOREIGN_SIGNER, run("", "extract", backup.plain(), "--to", folder));
        assertThat(tar).doesNotExist();
        assertThat(folder).doesNotExist();
        assertCode(ExitCodes.OK, run(password, "extract", backup.encrypted(), "--key", key, "--to", tar));
        assertCode(ExitCodes.OK, run(password, "extract", backup.encrypted(), "--key", key, "--to", folder));
        assertThat(folder.resolve("PG_VERSION")).exists();
        assertThat(Files.size(tar)).isGreaterThan(1_000_000);
        long before = Files.size(tar);
        for (Path there : new Path[] {tar, folder}) {
            Run again = run(password, "extract", backup.encrypted(), "--key", key, "--to", there);
            assertCode(ExitCodes.FAILED, again);
            assertThat(again.err()).contains(there + "' exists already");
        }
        assertThat(Files.size(tar)).isEqualTo(before);
        assertThat(folder.resolve("PG_VERSION")).exists();
    }

    @Test
    void aScriptThatIsMissingIsNoticedBeforeAnythingStarts() throws Exception {
        Path folder = test.folder();
        Path there = Files.writeString(folder.resolve("there.sql"), "PRINT 'hello'");
        Path missing = folder.resolve("missing.sql");
        Run run = run("", "sql", "--data", folder.resolve("data"), "-i", there, "-i", missing);
        assertCode(ExitCodes.FAILED, run);
        assertThat(run.err()).contains("'" + missing + "': no such file.");
        assertCode(ExitCodes.FAILED, run("", "sql", "-i", folder));
        assertThat(run.out()).isEmpty();
    }

    @Test
    void whatCannotBeReadIsSaidInASentence() throws Exception {
        Path folder = Files.createDirectory(test.folder().resolve("folder"));
        for (Run run : List.of(
                run("", "inspect", folder),
                run("", "verify", test.folder().resolve("missing.bak"), "--signer", folder.resolve("missing.cer")),
                run("", "extract", test.folder().resolve("missing.bak"), "--to", folder))) {
            assertThat(run.code()).isNotZero();
            assertThat(run.err()).isNotBlank().doesNotContain("java.nio").doesNotContain("Exception");
        }
    }
}
