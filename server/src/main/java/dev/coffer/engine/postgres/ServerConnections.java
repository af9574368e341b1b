package dev.coffer.engine.postgres;

import dev.coffer.engine.HostedDatabase.Role;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Opens connections over a server's socket. */
final class ServerConnections {

    private ServerConnections() {}

    static Connection open(Path socket, Role role) throws SQLException {
        return open(socket, role, new Properties());
    }

    /** @param more further driver properties */
    static Connection open(Path socket, Role role, Properties more) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(more);
        properties.setProperty("user", roleName(role));
        properties.setProperty("socketFactory", UnixSocketFactory.class.getName());
        properties.setProperty("socketFactoryArg", socket.toString());
        properties.setProperty("sslmode", "disable");
        properties.setProperty("gssEncMode", "disable");
        properties.setProperty("ApplicationName", "Coffer");
        return DriverManager.getConnection("jdbc:postgresql://localhost/" + ClusterTemplate.DATABASE, properties);
    }

    private static String roleName(Role role) {
        return switch (role) {
            case OWNER -> ClusterTemplate.OWNER_ROLE;
            case UNPRIVILEGED -> ClusterTemplate.UNPRIVILEGED_ROLE;
        };
    }
}
