package dev.coffer.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.engine.DamagedPage;
import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.HostedDatabase;
import dev.coffer.engine.HostedDatabase.Role;
import dev.coffer.engine.Recovered;
import dev.coffer.engine.RecoveryOrder.Identity;
import dev.coffer.engine.RestoreOrder;
import dev.coffer.engine.RestoreOrder.Part;
import dev.coffer.engine.SharedFacts;
import dev.coffer.engine.Snapshot;
import dev.coffer.engine.SnapshotOptions;
import dev.coffer.engine.SnapshotOptions.OnDamage;
import dev.coffer.work.Cancellation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SnapshotRestoreTest extends BankFixture {

    /** Moves money about until told to stop; the sum never changes. */
    private static long transfer(HostedDatabase database, AtomicBoolean stop, long seed) throws Exception {
        Random random = new Random(seed);
        long count = 0;
        try (Connection connection = database.connect(Role.UNPRIVILEGED);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (!stop.get()) {
                int from = 1 + random.nextInt(ACCOUNTS / 2);
                int to = 1 + ACCOUNTS / 2 + random.nextInt(ACCOUNTS / 2);
                statement.execute("UPDATE dbo.account SET balance = balance - 1 WHERE id = " + from);
                statement.execute("UPDATE dbo.account SET balance = balance + 1 WHERE id = " + to);
                connection.commit();
                count++;
            }
        }
        return count;
    }

    @Test
    void aBackupTakenWhileWritersProduceTenTimesTheLogLimitRestoresWhole() throws Exception {
        HostedDatabase database = newDatabase("busy");
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService writers = Executors.newFixedThreadPool(2);
        try {
            Future<Long> transfers = writers.submit(() -> transfer(database, stop, SEED));
            ByteArrayOutputStream payload = new ByteArrayOutputStream();
            Snapshot.Start start;
            Snapshot.End end;
            try (Snapshot snapshot = database.snapshot(STOP, Cancellation.never())) {
                start = snapshot.start();
                for (int round = 0; round < 3; round++) {
                    run(
                            database,
                            Role.UNPRIVILEGED,
                            "INSERT INTO dbo.ballast"
                                    + " SELECT g, repeat(md5(g::text), 10) FROM generate_series(1, 45000) g");
                    run(database, Role.OWNER, "CHECKPOINT");
                }
                end = snapshot.writeTo(payload);
            } finally {
                stop.set(true);
            }
            assertThat(transfers.get(30, TimeUnit.SECONDS)).isPositive();
            assertThat(end.lastLsn().subtract(start.firstLsn()).longValueExact())
                    .isGreaterThan(40L << 20);
            assertThat(end.damagedPages()).isZero();
            assertThat(end.logBytes()).isGreaterThan(40L << 20);
            Map<String, String> facts = new HashMap<>(start.facts());
            facts.put(SharedFacts.HIGHEST_TIMELINE, "7");
            DatabaseHome home = newHome("busy2");
            Recovered report = restore(home, Identity.FRESH, payload.toByteArray(), facts);
            assertThat(report.timeline()).isEqualTo(8);
            assertThat(report.systemId()).isNotEqualTo(start.facts().get(SharedFacts.SYSTEM_ID));
            HostedDatabase restored = engine.open(home);
            requireInvariants(restored);
            assertThat(ask(restored, "SELECT count(*) FROM dbo.ballast")).isEqualTo("135000");
            assertThat(payloadOf(restored)).as("the copy can be backed up").isNotEmpty();
        } finally {
            stop.set(true);
            writers.shutdownNow();
        }
    }

    @Test
    void aRestoreInPlaceKeepsItsIdentityAndTwoRestoresNeverShareATimeline() throws Exception {
        HostedDatabase database = newDatabase("same");
        String id = ask(database, "SELECT system_identifier FROM pg_control_system()");
        byte[] payload = payloadOf(database);
        DatabaseHome first = newHome("same2");
        Recovered one = restore(first, Identity.SAME, payload, Map.of());
        DatabaseHome second = newHome("same3");
        Recovered two = restore(
                second, Identity.SAME, payload, Map.of(SharedFacts.HIGHEST_TIMELINE, Integer.toString(one.timeline())));
        assertThat(one.systemId()).isEqualTo(id);
        assertThat(one.timeline()).isEqualTo(2);
        assertThat(two.systemId()).isEqualTo(id);
        assertThat(two.timeline()).isEqualTo(3);
        requireInvariants(engine.open(first));
        requireInvariants(engine.open(second));
        assertThat(second.dataFolder().resolve("cluster/pg_wal/00000002.history"))
                .doesNotExist();
    }

    @Test
    void aDamagedPageStopsTheBackupOrIsCounted() throws Exception {
        HostedDatabase database = newDatabase("damaged");
        run(database, Role.OWNER, "CHECKPOINT");
        String file = ask(database, "SELECT pg_relation_filepath('dbo.account')");
        database.stop();
        try (RandomAccessFile relation = new RandomAccessFile(
                database.home().dataFolder().resolve("cluster").resolve(file).toFile(), "rw")) {
            relation.seek(8000);
            int old = relation.read();
            relation.seek(8000);
            relation.write(old ^ 0x10);
        }
        try (Snapshot snapshot = database.snapshot(STOP, Cancellation.never())) {
            assertThatThrownBy(() -> snapshot.writeTo(OutputStream.nullOutputStream()))
                    .isInstanceOf(DamagedPage.class)
                    .hasMessageContaining(file);
        }
        try (Snapshot snapshot = database.snapshot(new SnapshotOptions(OnDamage.CONTINUE), Cancellation.never())) {
            assertThat(snapshot.writeTo(OutputStream.nullOutputStream()).damagedPages())
                    .isEqualTo(1);
        }
    }

    @Test
    void aCancelledBackupEndsAtOnceAndReleasesTheServer() throws Exception {
        HostedDatabase database = newDatabase("cancelled");
        Cancellation cancellation = new Cancellation();
        try (Snapshot snapshot = database.snapshot(STOP, cancellation)) {
            assertThatThrownBy(() -> snapshot.writeTo(new OutputStream() {
                        @Override
                        public void write(int value) {
                            cancellation.cancel();
                        }

                        @Override
                        public void write(byte[] bytes, int offset, int length) {
                            cancellation.cancel();
                        }
                    }))
                    .isInstanceOf(CancellationException.class);
        }
        // The server drops the slot when it notices the end of the session.
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (!ask(database, "SELECT count(*) FROM pg_replication_slots").equals("0")) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
    }

    @Test
    void aCancelledRestoreLeavesNothing() throws Exception {
        byte[] payload = payloadOf(newDatabase("source"));
        Cancellation cancellation = new Cancellation();
        InputStream cancelling = new ByteArrayInputStream(payload) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                if (available() < payload.length / 2) {
                    cancellation.cancel();
                }
                return super.read(bytes, offset, length);
            }
        };
        DatabaseHome home = newHome("nothing");
        assertThatThrownBy(() -> engine.layDown(
                        new RestoreOrder(home, Part.FULL, payload.length, Map.of()), cancelling, cancellation))
                .isInstanceOf(CancellationException.class);
        assertThat(home.dataFolder()).doesNotExist();
    }
}
