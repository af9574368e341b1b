package dev.coffer.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.HostedDatabase;
import dev.coffer.engine.HostedDatabase.Role;
import dev.coffer.engine.RestoreOrder.Part;
import dev.coffer.engine.SnapshotOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Full and differential, laid down in steps and recovered once. */
class DifferentialRestoreTest extends DifferentialFixture {

    private static final int ACCOUNTS = 2000;

    private DatabaseHome newHome(String name) {
        return engine.homeIn(UUID.randomUUID(), folder.resolve(name));
    }

    private HostedDatabase bank(String name) throws Exception {
        return newDatabase(
                name,
                "CREATE TABLE dbo.account (id int PRIMARY KEY, balance bigint NOT NULL, pad text)",
                "INSERT INTO dbo.account SELECT g, 1000, repeat('x', 400) FROM generate_series(1, " + ACCOUNTS + ") g",
                "CREATE TABLE dbo.note (step int)");
    }

    private static void transfer(HostedDatabase database, AtomicBoolean stop) throws Exception {
        try (Connection connection = database.connect(Role.OWNER);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int from = 1; !stop.get(); from = from % ACCOUNTS + 1) {
                statement.execute("UPDATE dbo.account SET balance = balance - 1 WHERE id = " + from);
                statement.execute("UPDATE dbo.account SET balance = balance + 1 WHERE id = " + (ACCOUNTS + 1 - from));
                connection.commit();
            }
        }
    }

    @Test
    void theLastOfSeveralDifferentialsTakenWhileAWriterIsBusyCounts() throws Exception {
        HostedDatabase database = bank("busy");
        Taken full = full(database);
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService writer = Executors.newSingleThreadExecutor();
        Taken first;
        Taken second;
        try {
            Future<?> transfers = writer.submit(() -> {
                transfer(database, stop);
                return null;
            });
            run(database, "INSERT INTO dbo.note VALUES (1)");
            first = differential(database);
            run(database, "INSERT INTO dbo.note VALUES (2)", "VACUUM dbo.account");
            second = differential(database);
            run(database, "INSERT INTO dbo.note VALUES (3)");
            stop.set(true);
            transfers.get(30, TimeUnit.SECONDS);
        } finally {
            stop.set(true);
            writer.shutdownNow();
        }
        DatabaseHome home = newHome("busy2");
        lay(home, Part.FULL, full);
        lay(home, Part.DIFFERENTIAL, first);
        lay(home, Part.DIFFERENTIAL, second);
        HostedDatabase restored = recovered(home, second);
        assertThat(ask(restored, "SELECT sum(balance) || ' ' || count(*) FROM dbo.account"))
                .isEqualTo(1000L * ACCOUNTS + " " + ACCOUNTS);
        assertThat(ask(restored, "SELECT sum(step) FROM dbo.note")).isEqualTo("3");
        run(restored, "SET enable_seqscan = off");
        assertThat(ask(restored, "SELECT count(*) FROM dbo.account WHERE id > 0"))
                .isEqualTo("" + ACCOUNTS);
        assertThat(home.dataFolder().resolve("differential")).doesNotExist();
        // A restored database is another one: what its backups stood on is not here.
        assertThatThrownBy(() -> differential(restored)).isInstanceOf(dev.coffer.engine.NoDifferential.class);
    }

    @Test
    void aDifferentialThatFailsLeavesTheFullAsItWas() throws Exception {
        HostedDatabase database = bank("failing");
        Taken full = full(database);
        run(database, "UPDATE dbo.account SET balance = 7");
        Taken good = differential(database);
        DatabaseHome home = newHome("failing2");
        lay(home, Part.FULL, full);
        Taken cut = new Taken(Arrays.copyOf(good.payload(), good.payload().length / 2), good.facts());
        assertThatThrownBy(() -> lay(home, Part.DIFFERENTIAL, cut)).isInstanceOf(IOException.class);
        byte[] flipped = good.payload().clone();
        flipped[flipped.length / 2] ^= 1;
        assertThatThrownBy(() -> lay(home, Part.DIFFERENTIAL, new Taken(flipped, good.facts())))
                .isInstanceOfAny(EngineException.class, IOException.class);
        try (var left = Files.list(home.dataFolder())) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("differential"));
        }
        lay(home, Part.DIFFERENTIAL, good);
        assertThat(ask(recovered(home, good), "SELECT sum(balance) FROM dbo.account"))
                .isEqualTo("" + 7L * ACCOUNTS);
    }

    @Test
    void itGoesOnItsOwnFullAlone() throws Exception {
        HostedDatabase database = bank("own");
        Taken old = full(database);
        run(database, "INSERT INTO dbo.note VALUES (1)", "CHECKPOINT");
        Taken full = full(database);
        Taken differential = differential(database);
        DatabaseHome onOld = newHome("old");
        lay(onOld, Part.FULL, old);
        assertThatThrownBy(() -> lay(onOld, Part.DIFFERENTIAL, differential))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("does not stand on the full");
        DatabaseHome alone = newHome("alone");
        assertThatThrownBy(() -> lay(alone, Part.DIFFERENTIAL, differential)).isInstanceOf(EngineException.class);
        assertThatThrownBy(() -> lay(alone, Part.FULL, differential))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("parts of files");
        assertThat(alone.dataFolder()).doesNotExist();
        DatabaseHome other = newHome("other");
        lay(other, Part.FULL, full(bank("another")));
        assertThatThrownBy(() -> lay(other, Part.DIFFERENTIAL, differential))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("does not stand on the full");
        HostedDatabase open = engine.open(database.home());
        assertThatThrownBy(() -> lay(open.home(), Part.DIFFERENTIAL, differential))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("Nothing waits");
        assertThat(full.facts()).doesNotContainKey(Facts.BASE_LSN);
    }

    @Test
    void pgCombinebackupOpensIt() throws Exception {
        Optional<Path> program = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(":"))
                .map(place -> Path.of(place).resolve("pg_combinebackup"))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(program.isPresent(), "There is no pg_combinebackup on the path");
        String version = new String(
                new ProcessBuilder(program.get().toString(), "--version")
                        .start()
                        .getInputStream()
                        .readAllBytes(),
                java.nio.charset.StandardCharsets.UTF_8);
        assumeTrue(version.contains(" 18."), "The pg_combinebackup on the path is not of version 18: " + version);
        HostedDatabase database = bank("combined");
        Path base = base(database, SET);
        run(database, "UPDATE dbo.account SET balance = 7 WHERE id % 50 = 0");
        settle(database);
        Path differential = payload(database, new SnapshotOptions.Since(SET));
        ClusterFolder combined = laid(base);
        combine(combined, differential);
        Path full = untarred(base);
        Path changes = untarred(differential);
        Path output = folder.resolve("output");
        Programs.run(
                List.of(program.get().toString(), full.toString(), changes.toString(), "-o", output.toString()),
                folder,
                "");
        ClusterFolder theirs = new ClusterFolder(newHome("theirs"));
        Files.createDirectory(theirs.root());
        Files.move(output, theirs.dataDirectory());
        for (String name : List.of("postgresql.conf", "pg_hba.conf", "pg_ident.conf")) {
            Files.delete(theirs.dataDirectory().resolve(name));
        }
        requireSame(combined, theirs);
    }

    private Path untarred(Path payload) throws IOException {
        Path target = Files.createDirectory(folder.resolve(payload.getFileName() + ".d"));
        Programs.run(List.of("tar", "-xf", payload.toString(), "-C", target.toString()), folder, "");
        return target;
    }
}
