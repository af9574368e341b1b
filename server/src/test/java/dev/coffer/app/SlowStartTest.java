package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.session.Session;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A database that does not come up: whoever waits for it can be cancelled, and it keeps no instance from ending. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SlowStartTest {

    /** Far less than a start may take, or the end of a stuck statement is waited for. */
    private static final Duration SOON = Duration.ofSeconds(20);

    @RegisterExtension
    private final TestInstance test = new TestInstance();

    /** Of the database A. */
    private Path cluster = Path.of("/");

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** As a standby it waits for log from elsewhere, which never comes; nobody is let in meanwhile. */
    private Path hinder() throws IOException {
        test.run("CREATE DATABASE A", "USE A CREATE TABLE T (N int)");
        test.stop();
        try (Stream<Path> homes = Files.list(test.dataFolder().resolve("db"))) {
            cluster = homes.findFirst().orElseThrow().resolve("cluster");
        }
        Files.writeString(cluster.resolve("postgresql.auto.conf"), "hot_standby = off\n");
        return Files.createFile(cluster.resolve("standby.signal"));
    }

    private Future<Answers> starting(String batch, Cancellation cancellation) throws IOException {
        Session session = test.newSession();
        Future<Answers> waiting = threads.submit(() -> {
            Answers answers = new Answers();
            session.execute(batch, answers, cancellation);
            return answers;
        });
        Path lock = cluster.resolve("postmaster.pid");
        while (!Files.exists(lock) && !waiting.isDone()) {
            Thread.onSpinWait();
        }
        assertThat(waiting).isNotDone();
        return waiting;
    }

    @Test
    void whoWaitsForItIsCancelledAndTheNextOneComesIn() throws Exception {
        Path hindrance = hinder();
        Set<String> servers = new HashSet<>();
        for (String batch : List.of("SELECT N FROM A.dbo.T", "USE A SELECT N FROM T", "USE A CHECKPOINT")) {
            Cancellation cancellation = new Cancellation();
            Future<Answers> waiting = starting(batch, cancellation);
            Cancellation behind = new Cancellation();
            Future<Answers> second = starting(batch, behind);
            behind.cancel();
            assertThat(second).succeedsWithin(SOON);
            assertThat(waiting).isNotDone();
            servers.add(Files.readAllLines(cluster.resolve("postmaster.pid")).get(0));
            cancellation.cancel();
            assertThat(waiting).succeedsWithin(SOON);
        }
        assertThat(servers).as("servers that began to recover").hasSize(1);
        test.stop();
        Files.delete(hindrance);
        test.run("SELECT N FROM A.dbo.T");
    }

    @Test
    void nobodyWaitsForItWhoWantsAnother() throws Exception {
        hinder();
        Cancellation cancellation = new Cancellation();
        Future<Answers> waiting = starting("USE A", cancellation);
        Future<Answers> other =
                threads.submit(() -> test.run("CREATE DATABASE B", "USE B CREATE TABLE T (N int) SELECT N FROM T"));
        assertThat(other).succeedsWithin(SOON);
        assertThat(waiting).isNotDone();
        cancellation.cancel();
        assertThat(waiting).succeedsWithin(SOON);
    }

    @Test
    void theInstanceEndsWhileItStarts() throws Exception {
        hinder();
        Future<Answers> statement = starting("SELECT N FROM A.dbo.T", Cancellation.never());
        Future<?> ended = threads.submit(test::stop);
        assertThat(ended).succeedsWithin(SOON);
        assertThat(statement).succeedsWithin(SOON);
    }
}
