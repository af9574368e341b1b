package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.engine.postgres.LiveCluster;
import dev.coffer.session.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One database's server does not answer any more: its sessions suffer, and no others. */
class HungServerTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension
    private final TestInstance test = new TestInstance();

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private static void signal(String signal, List<Long> processes) throws Exception {
        for (Long process : processes) {
            assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(process))
                            .start()
                            .waitFor())
                    .isZero();
        }
    }

    @Test
    void connectionsOfThoseWhoRestAreTakenAllTheSame() throws Exception {
        test.run("CREATE DATABASE A");
        Session resting = test.newSession();
        assertThat(TestInstance.run(resting, "USE A CREATE TABLE T (N int) SELECT N FROM T")
                        .errors())
                .isEmpty();
        Path databases = test.dataFolder().resolve("db");
        List<Long> processes = LiveCluster.processes(databases);
        signal("STOP", processes);
        try {
            assertThat(threads.submit(() -> test.instance().resting().releaseAll()))
                    .succeedsWithin(SOON);
            assertThat(test.run("SELECT name FROM sys.databases WHERE database_id = 1")
                            .rows(0))
                    .hasToString("[[master]]");
        } finally {
            signal("CONT", processes);
        }
        assertThat(TestInstance.run(resting, "SELECT N FROM T").errors()).isEmpty();
    }
}
