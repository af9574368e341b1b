package dev.coffer.bench;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.HostedDatabase;
import dev.coffer.engine.postgres.PostgresEngine;
import dev.coffer.engine.postgres.PostgresSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Whether a backup costs more when many were made before: the same small backups with next to no history in msdb, with
 * 10,000 sets more of the same database in it, and after sp_delete_backuphistory again.
 */
public final class History {

    private static final int MANY = 10_000;
    private static final int WARM_UP = 30;
    private static final int CALLS = 40;
    private static final double NANOS_A_MILLI = 1e6;
    private static final String FULL = "BACKUP DATABASE Shop TO DISK = '%s' WITH COMPRESSION";
    private static final String LOG = "BACKUP LOG Shop TO DISK = '%s' WITH COMPRESSION";

    /** The media that {@link #addOld} makes. */
    private static final String OLD = "m.name LIKE 'old %'";

    private final Path work;
    private int fileCount;

    private History(Path work) {
        this.work = work;
    }

    /** Medians, in milliseconds. */
    private record Round(double full, double log) {}

    public static void main(String[] arguments) throws Exception {
        Path work = arguments.length == 2 && arguments[0].equals("--work")
                ? Path.of(arguments[1]).toAbsolutePath()
                : Path.of("/var/tmp/coffer-history");
        Folders.delete(work);
        Files.createDirectories(work.resolve("backups"));
        try {
            new History(work).run();
        } finally {
            Folders.delete(work);
        }
    }

    private void run() throws Exception {
        Round few = measured("CREATE DATABASE Shop", "USE Shop", "CREATE TABLE dbo.t (a int, b varchar(100))");
        addOld();
        Round many = measured("USE Shop");
        Round fewAgain = measured("EXEC msdb.dbo.sp_delete_backuphistory '20200101'", "USE Shop");
        print("BACKUP DATABASE", few.full(), many.full(), fewAgain.full());
        print("BACKUP LOG", few.log(), many.log(), fewAgain.log());
    }

    private static void print(String what, double few, double many, double fewAgain) {
        System.out.printf(
                Locale.ROOT,
                "%-16s %.1f ms, with %,d more sets in the history %.1f ms, without them again %.1f ms: ratio %.2f%n",
                what,
                few,
                MANY,
                many,
                fewAgain,
                many * 2 / (few + fewAgain));
    }

    private Round measured(String... first) throws Exception {
        try (Served server = new Served(work);
                Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (String each : first) {
                statement.execute(each);
            }
            List<Double> fulls = new ArrayList<>();
            List<Double> logs = new ArrayList<>();
            for (int call = -WARM_UP; call < CALLS; call++) {
                double full = millis(statement, FULL);
                statement.execute("INSERT INTO dbo.t (a, b) VALUES (" + call + ", 'something to back up')");
                double log = millis(statement, LOG);
                if (call >= 0) {
                    fulls.add(full);
                    logs.add(log);
                }
            }
            return new Round(median(fulls), median(logs));
        }
    }

    private double millis(Statement statement, String backup) throws SQLException {
        Path file = work.resolve("backups").resolve(++fileCount + ".bak");
        long begun = System.nanoTime();
        statement.execute(String.format(Locale.ROOT, backup, file));
        return (System.nanoTime() - begun) / NANOS_A_MILLI;
    }

    private static double median(List<Double> all) {
        double[] sorted = all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** Copies of the last set, of ten years ago, each on media of its own; while no instance is there. */
    private void addOld() throws Exception {
        Path master = work.resolve("data/master");
        UUID id =
                UUID.fromString(Files.readString(master.resolve("database.id")).strip());
        try (PostgresEngine engine =
                        new PostgresEngine(PostgresSettings.defaults(System.getenv()), new SecureRandom());
                Connection connection =
                        engine.open(new DatabaseHome(id, master, master)).connect(HostedDatabase.Role.OWNER);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMPORARY TABLE last_set AS SELECT backup_set_id AS set_id,"
                    + " media_set_id AS media_id FROM coffer.backup_set ORDER BY 1 DESC LIMIT 1");
            copy(
                    statement,
                    "media_set",
                    Map.of("media_uuid", "gen_random_uuid()", "name", "'old ' || n"),
                    "coffer.media_set t, last_set l, generate_series(1, " + MANY + ") n"
                            + " WHERE t.media_set_id = l.media_id");
            copy(
                    statement,
                    "media_family",
                    Map.of("media_set_id", "m.media_set_id", "family_uuid", "gen_random_uuid()"),
                    "coffer.media_family t, last_set l, coffer.media_set m" + " WHERE t.media_set_id = l.media_id AND "
                            + OLD);
            String ago = " - interval '10 years' - substr(m.name, 5)::integer * interval '10 minutes'";
            copy(
                    statement,
                    "backup_set",
                    Map.of(
                            "backup_set_uuid",
                            "gen_random_uuid()",
                            "media_set_id",
                            "m.media_set_id",
                            "started_at",
                            "t.started_at" + ago,
                            "finished_at",
                            "t.finished_at" + ago),
                    "coffer.backup_set t, last_set l, coffer.media_set m" + " WHERE t.backup_set_id = l.set_id AND "
                            + OLD);
            copy(
                    statement,
                    "backup_file",
                    Map.of("backup_set_id", "s.backup_set_id"),
                    "coffer.backup_file t, last_set l, coffer.backup_set s JOIN coffer.media_set m"
                            + " USING (media_set_id) WHERE t.backup_set_id = l.set_id AND " + OLD);
            statement.execute("ANALYZE");
        }
    }

    /** Rows like those of {@code t} but for what is given; numbers that the table deals out are dealt out. */
    private static void copy(Statement statement, String table, Map<String, String> given, String from)
            throws SQLException {
        List<String> columns = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("SELECT attname FROM pg_attribute WHERE attrelid = 'coffer."
                + table + "'::regclass AND attnum > 0 AND NOT attisdropped AND attidentity = ''")) {
            while (rows.next()) {
                columns.add(rows.getString(1));
            }
        }
        String values = String.join(
                ", ",
                columns.stream()
                        .map(column -> given.getOrDefault(column, "t." + column))
                        .toList());
        statement.execute("INSERT INTO coffer." + table + " (" + String.join(", ", columns) + ") SELECT " + values
                + " FROM " + from);
    }
}
