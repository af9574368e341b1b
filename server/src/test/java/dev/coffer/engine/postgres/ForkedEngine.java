package dev.coffer.engine.postgres;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.HostedDatabase;
import dev.coffer.engine.HostedDatabase.Role;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.Statement;
import java.util.UUID;

/**
 * A process that hosts a database until it is killed. Arguments are the database's id and folder, and, where they are
 * not the usual ones, the folder of the programs and the folder of the sockets.
 */
final class ForkedEngine {

    private ForkedEngine() {}

    public static void main(String[] arguments) throws Exception {
        PostgresSettings settings = PostgresSettings.defaults(System.getenv());
        if (arguments.length == 4) {
            settings = new PostgresSettings(
                    Path.of(arguments[2]),
                    Path.of(arguments[3]),
                    settings.serverUid(),
                    settings.binFolder(),
                    settings.idleStop(),
                    settings.serverSettings());
        }
        PostgresEngine engine = new PostgresEngine(settings, new SecureRandom());
        DatabaseHome home = engine.homeIn(UUID.fromString(arguments[0]), Path.of(arguments[1]));
        engine.create(home);
        HostedDatabase database = engine.open(home);
        try (Connection connection = database.connect(Role.UNPRIVILEGED);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE dbo.t (a int)");
            statement.execute("INSERT INTO dbo.t VALUES (11)");
            System.out.println("ready");
            int answer = System.in.read();
            throw new IllegalStateException("Expected to be killed, but read " + answer);
        }
    }
}
