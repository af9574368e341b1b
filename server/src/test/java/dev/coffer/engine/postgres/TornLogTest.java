package dev.coffer.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.HostedDatabase;
import dev.coffer.engine.HostedDatabase.Role;
import dev.coffer.engine.LogOrder.Ending;
import dev.coffer.engine.RecoveryOrder.EndOfLog;
import dev.coffer.engine.RecoveryOrder.Identity;
import dev.coffer.engine.SharedFacts;
import dev.coffer.engine.Snapshot;
import dev.coffer.work.Cancellation;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Log that cannot be read is never taken for the end of the log. */
class TornLogTest extends LogFixture {

    private static Path wal(HostedDatabase database) {
        return database.home().dataFolder().resolve("cluster/pg_wal");
    }

    /** The segment before the one in use. */
    private static Path lastComplete(HostedDatabase database) throws Exception {
        WalSegments segments = new WalSegments(1 << 20);
        String inUse = ask(database, "SELECT pg_walfile_name(pg_current_wal_lsn())");
        return wal(database).resolve(segments.name(segments.timeline(inUse), segments.number(inUse) - 1));
    }

    private static void flipBit(Path file) throws Exception {
        int position = 500_000;
        byte[] content = Files.readAllBytes(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {(byte) (content[position] ^ 1)}), position);
        }
    }

    @Test
    void aTailThatStopsAtDamageFails() throws Exception {
        HostedDatabase database = newDatabase("damaged");
        Taken full = full(database);
        insert(database, 1, 20000);
        Path victim = lastComplete(database);
        insert(database, 20001, 20001);
        flipBit(victim);
        for (Ending ending : List.of(Ending.ONLINE, Ending.TAIL)) {
            assertThatThrownBy(() -> log(database, full.start().firstLsn(), ending))
                    .isInstanceOfSatisfying(
                            EngineException.class,
                            damaged -> assertThat(damaged.kind()).isEqualTo(EngineException.Kind.DAMAGED))
                    .hasMessageContaining("The log ends at");
        }
        assertThat(rows(database)).startsWith("20001 ");
    }

    @Test
    void aFullWhoseOwnLogIsDamagedFails() throws Exception {
        HostedDatabase database = newDatabase("torn");
        try (Snapshot snapshot = database.snapshot(STOP, Cancellation.never())) {
            insert(database, 1, 20000);
            flipBit(lastComplete(database));
            assertThatThrownBy(() -> snapshot.writeTo(OutputStream.nullOutputStream()))
                    .isInstanceOfSatisfying(
                            EngineException.class,
                            damaged -> assertThat(damaged.kind()).isEqualTo(EngineException.Kind.DAMAGED))
                    .hasMessageContaining("that the backup needs");
        }
    }

    @Test
    void aDeadServersLogSaysWhetherMoreWasWritten() throws Exception {
        HostedDatabase database = newDatabase("gap");
        Taken full = full(database);
        insert(database, 1, 100);
        String rows = rows(database);
        run(database, Role.OWNER, "SELECT pg_switch_wal()");
        insert(database, 101, 20000);
        Path lost = lastComplete(database);
        insert(database, 20001, 20001);
        database.stop();
        Files.delete(database.home().dataFolder().resolve("cluster/PG_VERSION"));
        BigInteger from = full.start().firstLsn();
        assertThat(log(database, from, Ending.DEAD).end().damagedPages()).isZero();
        flipBit(lost);
        assertThat(log(database, from, Ending.DEAD).end().damagedPages()).isOne();
        Files.delete(lost);
        Taken rest = log(database, from, Ending.DEAD);
        assertThat(rest.end().damagedPages()).isOne();
        DatabaseHome home = newHome("gap2");
        layAll(home, full, rest);
        recover(home, Identity.FRESH, new EndOfLog(rest.end().lastLsn()), Optional.empty(), rest, 1);
        assertThat(rows(engine.open(home))).as("what was committed alone").isEqualTo(rows);
        BigInteger behind = BigInteger.valueOf(new WalSegments(1 << 20)
                .startOf(new WalSegments(1 << 20).number(lost.getFileName().toString())));
        assertThatThrownBy(() -> log(database, behind, Ending.DEAD)).hasMessageContaining("is missing");
    }

    @Test
    void nothingInALogEndedAfterItsEnd() throws Exception {
        HostedDatabase database = newDatabase("busy");
        run(database, Role.UNPRIVILEGED, "CREATE TABLE dbo.moment (id int)");
        Taken full = full(database);
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread writer = new Thread(() -> {
                try (Connection connection = database.connect(Role.UNPRIVILEGED);
                        PreparedStatement insert = connection.prepareStatement("INSERT INTO dbo.moment VALUES (1)")) {
                    while (!stop.get()) {
                        insert.execute();
                    }
                } catch (Exception failed) {
                    throw new AssertionError(failed);
                }
            });
            writer.start();
            writers.add(writer);
        }
        try {
            BigInteger from = full.start().firstLsn();
            for (int i = 0; i < 10; i++) {
                Taken log = log(database, from);
                from = log.end().lastLsn();
                Instant end = Instant.parse(log.facts().getOrDefault(SharedFacts.LOG_ENDS_AT, ""));
                assertThat(log.end().lastCommitAt().orElse(end)).isBeforeOrEqualTo(end);
            }
        } finally {
            stop.set(true);
            for (Thread writer : writers) {
                writer.join();
            }
        }
    }
}
