package dev.coffer.bench;

import dev.coffer.engine.HostedDatabase;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The wire in one run beside PostgreSQL's own driver: latency of SELECT 1, and rows a second of a million rows of 40
 * characters and two numbers. Coffer's client is Microsoft's driver, encrypted over loopback; the other one is pgjdbc on
 * the unix socket of a cluster of the same make. Both servers and both clients share the machine.
 */
public final class Wire {

    private static final int WARM_UP = 20_000;
    private static final int CALLS = 5000;
    private static final int ROUNDS = 3;
    private static final int DOUBLINGS = 20;
    private static final int FETCH_ROWS = 1000;
    private static final double NANOS_A_MICRO = 1e3;
    private static final double NANOS_A_SECOND = 1e9;

    private Wire() {}

    /** One contender's connection. */
    private record Side(String name, Connection connection, List<Double> rowsASecond) {}

    public static void main(String[] arguments) throws Exception {
        Path work = arguments.length == 2 && arguments[0].equals("--work")
                ? Path.of(arguments[1]).toAbsolutePath()
                : Path.of("/var/tmp/coffer-wire");
        Folders.delete(work);
        Files.createDirectories(work);
        PrintStream out = System.out;
        try (Served server = new Served(work);
                ManagedCluster cluster = new ManagedCluster(Files.createDirectories(work.resolve("direct")));
                Connection direct = cluster.database().connect(HostedDatabase.Role.OWNER);
                Connection coffer = server.connect()) {
            fill(coffer, "CREATE DATABASE Wire", "USE Wire");
            fill(direct, "SET search_path = public");
            // Without it pgjdbc reads a result whole before the first row.
            direct.setAutoCommit(false);
            List<Side> sides = List.of(
                    new Side("Coffer, mssql-jdbc, TLS", coffer, new ArrayList<>()),
                    new Side("PostgreSQL, pgjdbc", direct, new ArrayList<>()));
            for (Side side : sides) {
                latency(side, out);
            }
            for (int round = 0; round <= ROUNDS; round++) {
                for (Side side : sides) {
                    double speed = rowsASecond(side.connection());
                    if (round > 0) {
                        side.rowsASecond().add(speed);
                    }
                }
            }
            for (Side side : sides) {
                double[] sorted = side.rowsASecond().stream()
                        .mapToDouble(Double::doubleValue)
                        .sorted()
                        .toArray();
                out.printf(
                        Locale.ROOT,
                        "%-24s %10.0f rows/s (%.0f to %.0f)%n",
                        side.name(),
                        sorted[sorted.length / 2],
                        sorted[0],
                        sorted[sorted.length - 1]);
            }
        } finally {
            Folders.delete(work);
        }
    }

    /** The same statements for both: 2^20 rows. */
    private static void fill(Connection connection, String... first) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String each : first) {
                statement.execute(each);
            }
            statement.execute("CREATE TABLE rows_of (id bigint, amount int, word varchar(40))");
            statement.execute("INSERT INTO rows_of VALUES (1, 42, '" + "forty chars ".repeat(3) + "long')");
            for (int i = 0; i < DOUBLINGS; i++) {
                statement.execute("INSERT INTO rows_of SELECT id + " + (1L << i) + ", amount, word FROM rows_of");
            }
        }
    }

    private static void latency(Side side, PrintStream out) throws SQLException {
        long[] nanos = new long[CALLS];
        try (Statement statement = side.connection().createStatement()) {
            for (int i = -WARM_UP; i < CALLS; i++) {
                long start = System.nanoTime();
                try (ResultSet row = statement.executeQuery("SELECT 1")) {
                    row.next();
                }
                if (i >= 0) {
                    nanos[i] = System.nanoTime() - start;
                }
            }
        }
        Arrays.sort(nanos);
        out.printf(
                Locale.ROOT,
                "%-24s SELECT 1: median %.0f us, 99%% below %.0f us%n",
                side.name(),
                nanos[CALLS / 2] / NANOS_A_MICRO,
                nanos[CALLS * 99 / 100] / NANOS_A_MICRO);
    }

    private static double rowsASecond(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH_ROWS);
            long start = System.nanoTime();
            long count = 0;
            long sum = 0;
            try (ResultSet rows = statement.executeQuery("SELECT id, amount, word FROM rows_of")) {
                while (rows.next()) {
                    sum += rows.getLong(1) + rows.getInt(2) + rows.getString(3).length();
                    count++;
                }
            }
            if (count != 1L << DOUBLINGS || sum == 0) {
                throw new IllegalStateException("The result has " + count + " rows");
            }
            return count * NANOS_A_SECOND / (System.nanoTime() - start);
        }
    }
}
