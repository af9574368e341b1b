package dev.coffer.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.stream.Stream;

/** A database whose backup takes long enough to be watched and cancelled. */
final class HeavyDatabase {

    static final String NAME = "heavy";

    private static final int ROWS = 12;
    private static final int DOUBLINGS = 4;

    private HeavyDatabase() {}

    /** Makes it: 192 MiB that do not compress. */
    static void make(TestServer server) throws SQLException {
        try (Connection connection = server.connect("true");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + NAME);
            statement.execute("USE " + NAME);
            statement.execute("CREATE TABLE t (noise varbinary(max))");
            byte[] noise = new byte[1 << 20];
            Random random = new Random(7);
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?)")) {
                for (int row = 0; row < ROWS; row++) {
                    random.nextBytes(noise);
                    insert.setBytes(1, noise);
                    assertThat(insert.executeUpdate()).isEqualTo(1);
                }
            }
            for (int round = 0; round < DOUBLINGS; round++) {
                assertThat(statement.executeUpdate("INSERT INTO t SELECT noise FROM t"))
                        .isEqualTo(ROWS << round);
            }
        }
    }

    /** A backup of it to that file, which tells of every percent. */
    static String backup(Path file) {
        return "BACKUP DATABASE " + NAME + " TO DISK = '" + file + "' WITH STATS = 1";
    }

    /** Nothing of a backup is left, neither at its place nor where it is written. */
    static void requireNothing(TestServer server, Path file) throws IOException {
        assertThat(file).doesNotExist();
        try (Stream<Path> writing = Files.list(server.dataFolder().resolve("writing"))) {
            assertThat(writing).isEmpty();
        }
    }
}
