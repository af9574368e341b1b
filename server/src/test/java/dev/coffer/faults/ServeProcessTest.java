package dev.coffer.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.sqlserver.jdbc.ISQLServerConnection;
import dev.coffer.bytes.Hex;
import dev.coffer.engine.postgres.LiveCluster;
import dev.coffer.load.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code coffer serve} as a service manager runs it: started, asked to stop in the middle of a backup. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ServeProcessTest {

    private static final String PASSWORD = "Serve-Pa55word";

    @TempDir
    Path folder;

    @Test
    void sigtermCancelsABackupAndEndsCleanly() throws Exception {
        Path file = folder.resolve("new.bak");
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (ServerProcess server = ServerProcess.start(folder, PASSWORD, ServerProcess.SMALL);
                Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            fill(statement, 32);
            CountDownLatch progress = new CountDownLatch(1);
            connection.unwrap(ISQLServerConnection.class).setServerMessageHandler(message -> {
                progress.countDown();
                return message;
            });
            Future<?> backup = other.submit(
                    () -> statement.execute("BACKUP DATABASE heavy TO DISK = '" + file + "' WITH STATS = 1"));
            assertThat(progress.await(60, TimeUnit.SECONDS)).isTrue();
            server.process().destroy();
            assertThat(server.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(server.process().exitValue()).isZero();
            assertThatThrownBy(() -> backup.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(SQLException.class);
        } finally {
            other.shutdownNow();
        }
        assertThat(file).doesNotExist();
        try (Stream<Path> writing = Files.list(folder.resolve("data/writing"))) {
            assertThat(writing).isEmpty();
        }
        assertThat(LiveCluster.processes(folder.resolve("data"))).isEmpty();
    }

    private static void fill(Statement statement, int megabytes) throws SQLException {
        statement.execute("CREATE DATABASE heavy");
        statement.execute("USE heavy CREATE TABLE t (b varbinary(max))");
        byte[] noise = new byte[1 << 20];
        Random random = new Random(7);
        for (int index = 0; index < megabytes; index++) {
            random.nextBytes(noise);
            statement.execute("INSERT INTO t VALUES (" + Hex.literal(noise) + ")");
        }
        statement.execute("USE master");
    }
}
