package dev.coffer.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.engine.postgres.LiveCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A database of accounts whose sum never changes, beside ballast that does not compress, looked at through the server
 * itself. Its server must run.
 */
final class Bank {

    static final int ACCOUNTS = 500;
    private static final long SUM = 1000L * ACCOUNTS;

    private Bank() {}

    /** Folder of a database of the instance, as master's catalogue has it. */
    static Path folder(Path dataFolder, String name) throws IOException, SQLException {
        List<String> found = ask(
                dataFolder.resolve("master"), "SELECT data_folder FROM coffer.database WHERE name = '" + name + "'");
        assertThat(found).as("the folder of " + name).hasSize(1);
        return dataFolder.resolve(found.get(0));
    }

    static void fill(Path folder, int ballastMegabytes) throws IOException, SQLException {
        try (Connection connection = LiveCluster.connect(folder);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE dbo.account (id int PRIMARY KEY, balance bigint NOT NULL)");
            statement.execute("CREATE INDEX balance_index ON dbo.account (balance)");
            statement.execute("INSERT INTO dbo.account SELECT g, 1000 FROM generate_series(1, " + ACCOUNTS + ") g");
            statement.execute("CREATE TABLE dbo.ballast (id int, pad bytea)");
            statement.execute("ALTER TABLE dbo.ballast ALTER COLUMN pad SET STORAGE EXTERNAL");
            statement.execute(
                    "INSERT INTO dbo.ballast SELECT g, (SELECT string_agg(sha512((g * 2048 + n)::text::bytea),"
                            + " ''::bytea) FROM generate_series(1, 2048) n) FROM generate_series(1, "
                            + ballastMegabytes * 8
                            + ") g");
            statement.execute("GRANT ALL ON ALL TABLES IN SCHEMA dbo TO coffer_app");
        }
    }

    static void execute(Path folder, String sql) throws IOException, SQLException {
        try (Connection connection = LiveCluster.connect(folder);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The sum is right, by the table and by its index. */
    static void requireWhole(Path folder) throws IOException, SQLException {
        assertThat(ask(folder, "SELECT count(*)||' '||sum(balance) FROM dbo.account"))
                .containsExactly(ACCOUNTS + " " + SUM);
        try (Connection connection = LiveCluster.connect(folder);
                Statement statement = connection.createStatement()) {
            statement.execute("SET enable_seqscan = off");
            try (ResultSet rows =
                    statement.executeQuery("SELECT sum(balance) FROM dbo.account WHERE balance > -1000000")) {
                rows.next();
                assertThat(rows.getLong(1)).as("by the index").isEqualTo(SUM);
            }
        }
    }

    static boolean hasTable(Path folder, String name) throws IOException, SQLException {
        return !ask(folder, "SELECT 1 FROM pg_class WHERE relname = '" + name + "'")
                .isEmpty();
    }

    /** First column of the rows. */
    static List<String> ask(Path folder, String sql) throws IOException, SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = LiveCluster.connect(folder);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
