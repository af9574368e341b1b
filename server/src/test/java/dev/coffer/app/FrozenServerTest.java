package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.engine.postgres.wire.InstalledCluster;
import dev.coffer.session.Session;
import dev.coffer.work.Cancellation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An attached server stands still: who waits for it can be cancelled, and when it goes on so does the chain. */
class FrozenServerTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension
    private final TestInstance test = new TestInstance();

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private String to(String name) {
        return " prod TO DISK = '" + test.folder().resolve(name) + "'";
    }

    /** Begins it, cancels it once the instance says that it runs, and waits for its end. */
    private Answers cancelled(String batch, String command) throws Exception {
        Answers answers = new Answers();
        Cancellation cancellation = new Cancellation();
        try (Session session = test.instance().newSession()) {
            Future<?> running = threads.submit(() -> session.execute(batch, answers, cancellation));
            await(command);
            cancellation.cancel();
            assertThat(running).succeedsWithin(SOON);
        }
        return answers;
    }

    private void await(String command) throws Exception {
        String ask = "SELECT command FROM sys.dm_exec_requests WHERE command = '" + command + "'";
        for (int poll = 0; ; poll++) {
            List<List<@Nullable Object>> rows = test.run(ask).rows(0);
            if (!rows.isEmpty()) {
                return;
            }
            assertThat(poll).isLessThan(500);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Test
    void whoWaitsForItIsCancelledAndNothingIsLost() throws Exception {
        try (InstalledCluster server = InstalledCluster.start()) {
            server.sql("ALTER SYSTEM SET max_slot_wal_keep_size = '1GB'");
            server.sql("SELECT pg_reload_conf()");
            test.run(
                    AttachedDatabaseTest.credential(),
                    AttachedDatabaseTest.attach("prod", AttachedDatabaseTest.url(server)),
                    "ALTER DATABASE prod SET RECOVERY FULL",
                    "BACKUP DATABASE" + to("full.bak"));
            server.sql("CREATE TABLE t (g integer)");
            server.freeze(true);
            try {
                assertThat(cancelled("BACKUP LOG" + to("1.trn"), "BACKUP LOG").texts())
                        .doesNotContain("successfully");
                assertThat(cancelled("BACKUP DATABASE" + to("2.bak"), "BACKUP DATABASE")
                                .texts())
                        .doesNotContain("successfully");
                // It is not taken off the list while its slot cannot be dropped, unless the server is not there.
                cancelled("DROP DATABASE prod", "DROP DATABASE");
            } finally {
                server.freeze(false);
            }
            test.run("BACKUP LOG" + to("1.trn"));
            assertThat(test.run("SELECT type FROM msdb.dbo.backupset ORDER BY backup_set_id")
                            .rows(0))
                    .hasToString("[[D], [L]]");
            server.freeze(true);
            try {
                cancelled("ALTER DATABASE prod SET RECOVERY SIMPLE", "ALTER DATABASE");
            } finally {
                server.freeze(false);
            }
            test.run("DROP DATABASE prod");
            assertThat(server.sql("SELECT count(*) FROM pg_replication_slots")).isEqualTo("0");
        }
    }
}
