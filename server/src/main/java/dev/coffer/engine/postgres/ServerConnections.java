package dev.coffer.engine.postgres;

import dev.coffer.engine.HostedDatabase.Role;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Opens connections over a server's socket. */
final class ServerConnections {

    /**
     * What a session of the owner begins with, so that it runs nothing that a database brought along: unqualified names
     * are the system's own, no event trigger and no library. Options of the connection win over the settings that a
     * restored database keeps for roles and for itself; the configuration does not.
     */
    private static final String OWNER_GUARD = "-c search_path=pg_catalog,pg_temp -c event_triggers=off"
            + " -c session_preload_libraries= -c local_preload_libraries= -c row_security=off";

    private ServerConnections() {}

    static Connection open(Path socket, Role role) throws SQLException {
        Properties properties = properties(socket, role);
        if (role == Role.OWNER) {
            properties.setProperty("options", OWNER_GUARD);
        }
        return DriverManager.getConnection("jdbc:postgresql://localhost/" + ClusterTemplate.DATABASE, properties);
    }

    /**
     * A session of the owner's that is in no database, so it runs nothing that one brought along; it knows the commands
     * of replication only.
     */
    static Connection openForReplication(Path socket) throws SQLException {
        Properties properties = properties(socket, Role.OWNER);
        properties.setProperty("replication", "true");
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("assumeMinServerVersion", "18");
        return DriverManager.getConnection("jdbc:postgresql://localhost/" + ClusterTemplate.DATABASE, properties);
    }

    private static Properties properties(Path socket, Role role) {
        Properties properties = new Properties();
        properties.setProperty("user", roleName(role));
        properties.setProperty("socketFactory", UnixSocketFactory.class.getName());
        properties.setProperty("socketFactoryArg", socket.toString());
        properties.setProperty("sslmode", "disable");
        properties.setProperty("gssEncMode", "disable");
        properties.setProperty("ApplicationName", "Coffer");
        return properties;
    }

    private static String roleName(Role role) {
        return switch (role) {
            case OWNER -> ClusterTemplate.OWNER_ROLE;
            case UNPRIVILEGED -> ClusterTemplate.UNPRIVILEGED_ROLE;
        };
    }
}
