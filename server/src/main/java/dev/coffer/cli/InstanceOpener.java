package dev.coffer.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens the instance that owns a data folder; {@code app} brings it in, so that no entrance knows how one is built. */
@FunctionalInterface
public interface InstanceOpener {

    /** @throws InstanceUnavailable when it cannot be opened: in use, damaged, not ours */
    OpenInstance open(Request request) throws InstanceUnavailable;

    /**
     * Which instance.
     *
     * @param dataFolder absolute; made when it does not exist
     * @param sealFile the key file that seals the service master key, where the default is not wanted
     * @param programs folder of an installed PostgreSQL's programs, where the bundled one is not wanted
     * @param sessions how many it is for
     */
    record Request(Path dataFolder, Optional<Path> sealFile, Optional<Path> programs, Sessions sessions) {

        /** On the bundled PostgreSQL. */
        public Request(Path dataFolder, Optional<Path> sealFile, Sessions sessions) {
            this(dataFolder, sealFile, Optional.empty(), sessions);
        }
    }

    /** How many sessions an instance is opened for. */
    enum Sessions {
        MANY,
        /** One, which may restore master. */
        ONE
    }

    /** A running instance of this process. Closing it stops its databases; closing twice is harmless. Thread-safe. */
    interface OpenInstance extends AutoCloseable {

        /** What an operator should read at every start, one line each: a locked hierarchy, a key never exported. */
        List<String> notices();

        /** A session of its own; the caller closes it. */
        OpenSession newSession();

        @Override
        void close();
    }

    /** A session: one batch at a time. */
    interface OpenSession extends BatchTarget, AutoCloseable {

        /** The server's name, as errors and @@SERVERNAME show it. */
        String serverName();

        @Override
        void close();
    }

    /** The instance cannot be opened; the message says why and what to do. */
    final class InstanceUnavailable extends Exception {
        private static final long serialVersionUID = 1L;

        public InstanceUnavailable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
