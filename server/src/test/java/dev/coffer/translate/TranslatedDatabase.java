package dev.coffer.translate;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.HostedDatabase;
import dev.coffer.engine.HostedDatabase.Role;
import dev.coffer.engine.postgres.PostgresEngine;
import dev.coffer.engine.postgres.PostgresSettings;
import dev.coffer.errors.SqlError;
import dev.coffer.result.Client;
import dev.coffer.tsql.BatchParser;
import dev.coffer.tsql.DataStatement;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A database of its own that answers T-SQL through the translator. */
final class TranslatedDatabase implements AutoCloseable {

    private final PostgresEngine engine;
    private final HostedDatabase database;
    private final BatchParser parser = new BatchParser();
    private final Translator translator = new Translator();

    TranslatedDatabase(Path folder) throws Exception {
        engine = new PostgresEngine(PostgresSettings.defaults(System.getenv()), new SecureRandom());
        DatabaseHome home = engine.homeIn(UUID.randomUUID(), folder.resolve("corpus"));
        engine.create(home);
        database = engine.open(home);
        try (Connection owner = database.connect(Role.OWNER)) {
            SysSchema.install(owner);
        }
    }

    Connection connect() throws Exception {
        Connection connection = database.connect(Role.UNPRIVILEGED);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = sys, pg_catalog, pg_temp");
        }
        return connection;
    }

    Connection owner() throws Exception {
        return database.connect(Role.OWNER);
    }

    @Override
    public void close() {
        engine.close();
    }

    /** The last statement's answer: its rows as {@code a|b;c|d}, its count, or {@code Msg number}. */
    String run(Connection on, String batch) {
        String answer = "";
        try {
            for (dev.coffer.tsql.Statement parsed : parser.parse(batch)) {
                DataStatement statement = (DataStatement) parsed;
                Environment environment = new Environment(
                        "Shop",
                        "sa",
                        "SERVER",
                        "version",
                        0,
                        () -> new TreeMap<>(Map.of(1, "master", 7, "Shop")),
                        new Environment.Host(
                                "MACHINE",
                                16,
                                0,
                                1000,
                                new Environment.Places("/i/backup", "/i/db/", "/i/log/errorlog")),
                        Client.local(Client.FIRST_SESSION, "MACHINE"),
                        SessionValues.NONE);
                Translation translation = translator.translate(
                        statement,
                        environment,
                        Map.of(),
                        table -> ColumnTypes.read(new ResultShape.Source(on, table.engineSchema(), table.object())));
                try {
                    answer = execute(on, translation);
                } catch (SQLException e) {
                    throw SqlStates.of(e, new SqlStates.Failed(statement.words(), "Shop", translation, on));
                }
            }
        } catch (SqlError e) {
            return "Msg " + e.number() + " " + e.clientText();
        }
        return answer;
    }

    private static String execute(Connection on, Translation translation) throws SQLException {
        try (Statement sql = on.createStatement()) {
            if (translation.lock().isPresent()) {
                sql.execute("BEGIN");
                boolean done = false;
                try {
                    sql.execute(translation.lock().get().sql());
                    String answer = execute(sql, translation);
                    done = true;
                    return answer;
                } finally {
                    sql.execute(done ? "COMMIT" : "ROLLBACK");
                }
            }
            return execute(sql, translation);
        }
    }

    private static String execute(Statement sql, Translation translation) throws SQLException {
        String answer = "";
        for (String text : translation.sql()) {
            boolean rows = sql.execute(text);
            if (answer.isEmpty()) {
                answer = rows ? rows(sql.getResultSet()) : String.valueOf(sql.getUpdateCount());
            }
        }
        return answer;
    }

    private static String rows(ResultSet rows) throws SQLException {
        List<String> lines = new ArrayList<>();
        while (rows.next()) {
            List<String> values = new ArrayList<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                values.add(String.valueOf(rows.getString(i)));
            }
            lines.add(String.join("|", values));
        }
        return String.join(";", lines);
    }

    void waitUntilLocked() throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        try (Connection owner = database.connect(Role.OWNER);
                Statement statement = owner.createStatement()) {
            while (System.nanoTime() < deadline) {
                try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM pg_locks WHERE NOT granted")) {
                    rows.next();
                    if (rows.getInt(1) > 0) {
                        return;
                    }
                }
                Thread.onSpinWait();
            }
        }
        throw new AssertionError("The update did not wait");
    }
}
