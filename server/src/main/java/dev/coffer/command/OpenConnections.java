package dev.coffer.command;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections that one session has open. After its end none is kept any more: the thread of a statement that was
 * given up may still come back with one, which would be nobody's. Thread-safe.
 */
final class OpenConnections {

    private static final Logger LOG = LoggerFactory.getLogger(OpenConnections.class);

    /** Where one leads. */
    enum To {
        CURRENT,
        MASTER
    }

    private final Map<To, Connection> kept = new EnumMap<>(To.class);
    private boolean over;

    /** Null when there is none, or it is gone. */
    synchronized @Nullable Connection usable(To to) {
        Connection connection = kept.get(to);
        try {
            return connection == null || connection.isClosed() ? null : connection;
        } catch (SQLException unknown) {
            return null;
        }
    }

    synchronized List<Connection> all() {
        List<Connection> all = new ArrayList<>();
        for (To to : To.values()) {
            Connection connection = usable(to);
            if (connection != null) {
                all.add(connection);
            }
        }
        return all;
    }

    /**
     * Keeps a new one, and answers it.
     *
     * @throws CancellationException after the end; it is closed then
     */
    synchronized Connection keep(To to, Connection fresh) {
        if (over) {
            close(fresh);
        }
        requireGoingOn();
        kept.put(to, fresh);
        return fresh;
    }

    /** @throws CancellationException after the end */
    synchronized void requireGoingOn() {
        if (over) {
            throw new CancellationException("The session was closed meanwhile");
        }
    }

    synchronized void closeAll() {
        kept.values().forEach(OpenConnections::close);
        kept.clear();
    }

    /** Closes all, for good. */
    synchronized void end() {
        over = true;
        closeAll();
    }

    static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException already) {
            LOG.debug("A connection did not end cleanly", already);
        }
    }
}
