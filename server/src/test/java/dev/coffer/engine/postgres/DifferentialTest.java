package dev.coffer.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.engine.HostedDatabase;
import dev.coffer.engine.HostedDatabase.Role;
import dev.coffer.engine.NoDifferential;
import dev.coffer.engine.SnapshotOptions;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.StringReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** A full and a differential on it give, block by block, what a full of the same moment holds. */
class DifferentialTest extends DifferentialFixture {

    private static final UUID SET = new UUID(1, 2);

    private void requireSameAsFull(HostedDatabase database, Path base) throws Exception {
        settle(database);
        Path differential = payload(database, new SnapshotOptions.Since(SET));
        Path full = payload(database, new SnapshotOptions.Whole());
        ClusterFolder combined = laid(base);
        combine(combined, differential);
        requireSame(combined, laid(full));
    }

    private static String table(String name, int rows) {
        return "CREATE TABLE dbo." + name + " AS SELECT g AS id, repeat('x', 400) AS pad FROM generate_series(1, "
                + rows + ") g";
    }

    private static void copy(HostedDatabase database, String table, int rows) throws Exception {
        String lines = IntStream.range(0, rows)
                .mapToObj(row -> row + "\t" + "y".repeat(400) + "\n")
                .collect(Collectors.joining());
        try (Connection connection = database.connect(Role.OWNER)) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + table + " FROM STDIN", new StringReader(lines));
        }
    }

    @Test
    void tablesThatShrankGrewWentAndCameBack() throws Exception {
        HostedDatabase database = newDatabase(
                "tables",
                table("vacuumed", 2000),
                table("truncated", 500),
                table("dropped", 500),
                table("rewritten", 500),
                table("still", 500),
                table("shrunk", 2000),
                table("grown", 200),
                "CREATE TABLE dbo.keyed (id int PRIMARY KEY, pad text)",
                "INSERT INTO dbo.keyed SELECT g, repeat('x', 400) FROM generate_series(1, 1000) g",
                "CREATE SEQUENCE dbo.numbers",
                "VACUUM (ANALYZE)");
        Path base = base(database, SET);
        run(
                database,
                "DELETE FROM dbo.vacuumed WHERE id > 500",
                "VACUUM dbo.vacuumed",
                "TRUNCATE dbo.truncated",
                "DROP TABLE dbo.dropped",
                table("dropped", 300),
                "VACUUM FULL dbo.rewritten",
                "DELETE FROM dbo.shrunk WHERE id > 100",
                "VACUUM dbo.shrunk",
                "INSERT INTO dbo.grown SELECT g, repeat('z', 400) FROM generate_series(1, 3000) g",
                "UPDATE dbo.keyed SET pad = 'short' WHERE id % 97 = 0",
                "SELECT nextval('dbo.numbers')",
                "CREATE INDEX grown_index ON dbo.grown (id)");
        copy(database, "dbo.vacuumed", 1700);
        requireSameAsFull(database, base);
    }

    @Test
    void theVisibilityMapFollows() throws Exception {
        HostedDatabase database = newDatabase("visible", table("seen", 1000), "VACUUM dbo.seen");
        Path base = base(database, SET);
        run(database, "DELETE FROM dbo.seen WHERE id = 7");
        requireSameAsFull(database, base);
    }

    @Test
    void databasesInsideTheClusterComeAndGoAndPassingTablesStayOut() throws Exception {
        HostedDatabase database = newDatabase(
                "inside",
                "CREATE DATABASE gone TEMPLATE postgres",
                "CREATE DATABASE back TEMPLATE postgres OID = 20001",
                "CREATE UNLOGGED TABLE dbo.scratch AS SELECT g AS id FROM generate_series(1, 5000) g",
                table("kept", 100));
        Path base = base(database, SET);
        run(
                database,
                "CREATE DATABASE copied TEMPLATE postgres STRATEGY file_copy",
                "CREATE DATABASE logged TEMPLATE postgres STRATEGY wal_log",
                "DROP DATABASE gone",
                "DROP DATABASE back",
                "CREATE DATABASE back TEMPLATE postgres OID = 20001 STRATEGY wal_log",
                "INSERT INTO dbo.scratch SELECT g FROM generate_series(1, 5000) g",
                "ALTER TABLE dbo.kept SET UNLOGGED",
                "CREATE UNLOGGED TABLE dbo.other AS SELECT 1 AS one",
                "ALTER TABLE dbo.scratch SET LOGGED");
        try (Connection connection = database.connect(Role.OWNER);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMPORARY TABLE passing AS SELECT g FROM generate_series(1, 1000) g");
            requireSameAsFull(database, base);
        }
    }

    @Test
    void aCrashBetweenFullAndDifferential() throws Exception {
        HostedDatabase database = newDatabase("crashed", table("busy", 500));
        Path base = base(database, SET);
        run(database, "UPDATE dbo.busy SET pad = 'before' WHERE id % 10 = 0");
        Connection connection = database.connect(Role.OWNER);
        try {
            connection.setAutoCommit(false);
            connection
                    .createStatement()
                    .execute("INSERT INTO dbo.busy SELECT g, repeat('w', 400) FROM generate_series(1, 2000) g");
            ProcessHandle server = ProcessHandle.of(
                            LiveCluster.postmaster(database.home().dataFolder()))
                    .orElseThrow();
            assertThat(server.destroyForcibly()).isTrue();
            server.onExit().get(30, TimeUnit.SECONDS);
        } finally {
            // A close would say goodbye to a server that is gone.
            connection.abort(Runnable::run);
        }
        run(database, "UPDATE dbo.busy SET pad = 'after' WHERE id % 10 = 1");
        requireSameAsFull(database, base);
    }

    @Test
    void itCostsWhatChangedNotWhatTheDatabaseHas() throws Exception {
        HostedDatabase database = newDatabase("cost", table("large", 60_000), "VACUUM dbo.large");
        base(database, SET);
        long idle = readBytes(database);
        run(database, "UPDATE dbo.large SET pad = repeat('c', 400) WHERE id % 1500 = 0");
        long changed = readBytes(database) - idle;
        assertThat(database.size().dataBytes()).isGreaterThan(32L << 20);
        assertThat(idle).as("files that always go whole").isLessThan(8L << 20);
        // 40 rows, each on a page of its own, and their new versions.
        assertThat(changed).isBetween(40L * 8192, 100L * 8192);
    }

    @Test
    void aRelationOfMoreThanOneSegment() throws Exception {
        HostedDatabase database = newDatabase("segments", table("huge", 10));
        String path = ask(database, "SELECT pg_relation_filepath('dbo.huge')");
        database.stop();
        Path first = database.home().dataFolder().resolve("cluster").resolve(path);
        Path second = Path.of(first + ".1");
        // Pages of zeros are pages; a sparse file has them for nothing.
        try (RandomAccessFile whole = new RandomAccessFile(first.toFile(), "rw");
                RandomAccessFile more = new RandomAccessFile(second.toFile(), "rw")) {
            whole.setLength(1L << 30);
            more.setLength(3 * 8192);
        }
        account().own(second);
        write(database, new SnapshotOptions.Base(SET), OutputStream.nullOutputStream());
        database.keepBase(SET);
        run(
                database,
                "INSERT INTO dbo.huge VALUES (11, 'behind the first segment')",
                "DELETE FROM dbo.huge WHERE id = 1");
        Path differential = payload(database, new SnapshotOptions.Since(SET));
        try (TarFile tar = new TarFile(differential)) {
            IncrementalFile inFirst = incremental(tar, IncrementalFile.pathOf(path));
            IncrementalFile inSecond = incremental(tar, IncrementalFile.pathOf(path) + ".1");
            assertThat(inFirst.blocks().stream()).containsExactly(0);
            assertThat(inFirst.truncationBlockLength()).isEqualTo(131_072);
            assertThat(inSecond.blocks().stream()).containsExactly(2);
            assertThat(inSecond.truncationBlockLength()).isEqualTo(3);
        }
    }

    private static IncrementalFile incremental(TarFile tar, String name) throws Exception {
        TarArchiveEntry entry = tar.getEntries().stream()
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
        return IncrementalFile.read(tar.getInputStream(entry), name);
    }

    @Test
    void withoutAllSummariesOrAnotherBaseItIsRefused() throws Exception {
        HostedDatabase database = newDatabase("refused", table("some", 10));
        base(database, SET);
        assertThatThrownBy(() ->
                        write(database, new SnapshotOptions.Since(new UUID(3, 4)), OutputStream.nullOutputStream()))
                .isInstanceOf(NoDifferential.class)
                .hasMessageContaining("is not here");
        run(database, "CHECKPOINT", "UPDATE dbo.some SET id = id + 1");
        write(database, new SnapshotOptions.Since(SET), OutputStream.nullOutputStream());
        database.stop();
        Folders.delete(database.home().dataFolder().resolve("cluster/pg_wal/summaries"));
        account().createFolder(database.home().dataFolder().resolve("cluster/pg_wal/summaries"));
        assertThatThrownBy(() -> write(database, new SnapshotOptions.Since(SET), OutputStream.nullOutputStream()))
                .isInstanceOf(NoDifferential.class)
                .hasMessageContaining("summary of the log");
    }

    private static long readBytes(HostedDatabase database) throws Exception {
        settle(database);
        return Long.parseLong(write(database, new SnapshotOptions.Since(SET), OutputStream.nullOutputStream())
                .facts()
                .get(Facts.READ_BYTES));
    }
}
