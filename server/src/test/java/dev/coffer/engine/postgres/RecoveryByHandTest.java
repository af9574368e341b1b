package dev.coffer.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.RealBackup;
import dev.coffer.app.TestInstance;
import dev.coffer.engine.HostedDatabase.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The first promise: from the backup file and the exported key to a running PostgreSQL, by openssl, the shell script of
 * the documentation, and tar. Coffer takes no part after the backup.
 */
class RecoveryByHandTest {

    private static final Path SCRIPT = Path.of("../docs/open-backup.sh").toAbsolutePath();
    private static final int READY_SECONDS = 60;

    @RegisterExtension
    private final TestInstance test = new TestInstance();

    private PostgresSettings settings;
    private ServerAccount account;

    @BeforeEach
    void begin() throws IOException {
        settings = PostgresSettings.defaults(System.getenv());
        account = ServerAccount.of(settings);
    }

    @Test
    void aBackupOpensWithoutCofferAndPostgresStartsOnIt() throws Exception {
        RealBackup backup = RealBackup.make(test);
        Path key = test.folder().resolve("key.pem");
        byHand(
                "openssl",
                "pkcs8",
                "-inform",
                "DER",
                "-in",
                backup.privateKey().toString(),
                "-passin",
                "pass:" + RealBackup.PASSWORD,
                "-out",
                key.toString());
        // The key vouches for the signer, so that no other file is needed.
        Path encrypted = unpacked(backup.encrypted(), "--key", key.toString());
        assertThat(rowsIn(encrypted)).isEqualTo(RealBackup.ROWS);
        Path plain = unpacked(
                backup.plain(),
                "--signer",
                test.dataFolder().resolve("signing.cer").toString());
        assertThat(rowsIn(plain)).isEqualTo(RealBackup.ROWS);
    }

    private Path unpacked(Path backup, String... options) throws IOException {
        Path tar = Path.of(backup + ".tar");
        List<String> open = new ArrayList<>(List.of("bash", SCRIPT.toString(), backup.toString(), "--out"));
        open.add(tar.toString());
        open.addAll(List.of(options));
        byHand(open.toArray(String[]::new));
        Path folder = Path.of(backup + ".data");
        account.createFolder(folder);
        byHand("tar", "-x", "-f", tar.toString(), "-C", folder.toString());
        try (Stream<Path> entries = Files.walk(folder)) {
            for (Path entry : entries.toList()) {
                account.own(entry);
            }
        }
        return folder;
    }

    private void byHand(String... command) throws IOException {
        Programs.run(List.of(command), test.folder(), "");
    }

    private long rowsIn(Path dataDirectory) throws Exception {
        // A socket's path has room for 107 bytes.
        Path sockets = Files.createTempDirectory("cof");
        account.own(sockets);
        List<String> command = new ArrayList<>(account.serverPrefix());
        command.add(PostgresBinaries.locate(settings).program("postgres").toString());
        command.addAll(List.of("-D", "/proc/self/cwd", "-k", sockets.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(dataDirectory.toFile()).redirectErrorStream(true);
        Programs.setEnvironment(builder.environment());
        Process postgres = builder.start();
        try (BufferedReader log = postgres.inputReader(StandardCharsets.UTF_8)) {
            awaitReady(log);
            try (Connection connection = ServerConnections.open(sockets.resolve(".s.PGSQL.5432"), Role.OWNER);
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT count(*) FROM dbo.article")) {
                assertThat(rows.next()).isTrue();
                return rows.getLong(1);
            }
        } finally {
            postgres.destroy();
            assertThat(postgres.waitFor(READY_SECONDS, TimeUnit.SECONDS)).isTrue();
            Folders.delete(sockets);
        }
    }

    private static void awaitReady(BufferedReader log) throws IOException {
        StringBuilder seen = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            seen.append(line).append('\n');
            if (line.contains("database system is ready to accept connections")) {
                return;
            }
        }
        throw new AssertionError("PostgreSQL does not start:\n" + seen);
    }
}
