package dev.coffer.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * 200 busy connections, right logins and a hundred wrong ones at a time, on a server with the heap and the collector of
 * {@code ./coffer}.
 * {@code -Dcoffer.load.seconds=60} keeps it up for longer.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class BusyServerTest {

    private static final int CONNECTIONS = 200;
    private static final int WRONG_LOGINS = 100;
    private static final Duration BUSY = Duration.ofSeconds(Integer.getInteger("coffer.load.seconds", 5));
    private static final long LIMIT_SECONDS = 180;
    private static final String PASSWORD = "Busy-Pa55word";
    private static final int LOGIN_FAILED = 18456;
    private static final int LOGIN_LOCKED_OUT = 18486;

    /** Who guesses may also be dropped, when the login took too long or there are too many from there. */
    private static final int CONNECTION_LOST = 0;

    private static final String ELSEWHERE = ";socketFactoryClass=" + Elsewhere.class.getName();

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Connection> connections = new ArrayList<>();
    private ServerProcess server;

    @BeforeEach
    void start() throws Exception {
        server = ServerProcess.start(folder, PASSWORD, ServerProcess.AS_SHIPPED);
    }

    @AfterEach
    void stop() throws Exception {
        threads.shutdownNow();
        for (Connection connection : connections) {
            connection.close();
        }
        server.close();
    }

    private Connection connect(String password) throws SQLException {
        return connect(password, "");
    }

    private Connection connect(String password, String more) throws SQLException {
        return server.connect(password, more);
    }

    /** Where those sit who guess: another address of this machine. */
    public static final class Elsewhere extends SocketFactory {
        @Override
        public Socket createSocket() throws IOException {
            Socket socket = new Socket();
            socket.bind(new InetSocketAddress("127.0.0.2", 0));
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return connected(new InetSocketAddress(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return connected(new InetSocketAddress(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return createSocket(host, port);
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            return createSocket(host, port);
        }

        private Socket connected(InetSocketAddress server) throws IOException {
            Socket socket = createSocket();
            socket.connect(server);
            return socket;
        }
    }

    @Test
    void twoHundredConnectionsWorkWhileOthersGuessPasswords() throws Exception {
        for (int i = 0; i < CONNECTIONS; i++) {
            connections.add(connect(PASSWORD));
        }
        try (Statement statement = connections.get(0).createStatement()) {
            statement.execute("CREATE DATABASE Busy");
            statement.execute("USE Busy CREATE TABLE T (id int IDENTITY PRIMARY KEY, word varchar(40)) USE master");
        }
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch started = new CountDownLatch(CONNECTIONS);
        AtomicInteger rounds = new AtomicInteger();
        List<Future<Integer>> workers = new ArrayList<>();
        for (Connection connection : connections) {
            workers.add(threads.submit(() -> work(connection, started, over, rounds)));
        }
        assertThat(started.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        Future<Integer> guesses = threads.submit(() -> guess(over));
        int before = rounds.get();
        long end = System.nanoTime() + BUSY.toNanos();
        while (System.nanoTime() < end || rounds.get() - before <= CONNECTIONS) {
            try (Connection late = connect(PASSWORD)) {
                assertThat(late.isValid(60)).isTrue();
            }
        }
        over.set(true);
        for (Future<Integer> worker : workers) {
            assertThat(worker.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isPositive();
        }
        assertThat(guesses.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isPositive();
        assertThat(server.isAlive()).isTrue();
    }

    /** Inserts and reads until it is over; answers how often. */
    private static int work(Connection connection, CountDownLatch started, AtomicBoolean over, AtomicInteger rounds)
            throws SQLException {
        int own = 0;
        try (Statement statement = connection.createStatement()) {
            statement.execute("USE Busy");
            while (!over.get() || own == 0) {
                statement.execute("INSERT T (word) VALUES ('" + "x".repeat(30) + "')");
                try (ResultSet row = statement.executeQuery("SELECT COUNT(*), @@SPID FROM T WHERE id < 50")) {
                    assertThat(row.next()).isTrue();
                }
                if (own++ == 0) {
                    started.countDown();
                }
                rounds.incrementAndGet();
            }
        }
        return own;
    }

    /** Tries wrong passwords, many at once, from another address; answers how many were refused. */
    private int guess(AtomicBoolean over) throws Exception {
        AtomicInteger refused = new AtomicInteger();
        List<Future<?>> tries = new ArrayList<>();
        for (int i = 0; i < WRONG_LOGINS; i++) {
            tries.add(threads.submit(() -> {
                while (!over.get()) {
                    assertThatThrownBy(() -> connect("wrong", ELSEWHERE))
                            .isInstanceOfSatisfying(SQLException.class, failure -> {
                                boolean answered = failure.getErrorCode() != CONNECTION_LOST;
                                assertThat(failure.getErrorCode())
                                        .isIn(LOGIN_FAILED, LOGIN_LOCKED_OUT, CONNECTION_LOST);
                                refused.addAndGet(answered ? 1 : 0);
                            });
                }
                return true;
            }));
        }
        for (Future<?> each : tries) {
            each.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
        return refused.get();
    }
}
