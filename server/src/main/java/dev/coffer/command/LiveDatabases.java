package dev.coffer.command;

import dev.coffer.catalog.AttachedServer;
import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.engine.Engine;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.LiveDatabase;
import dev.coffer.engine.LogWatch;
import dev.coffer.engine.ServerElsewhere;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.keys.Credentials;
import dev.coffer.keys.KnownCredential;
import dev.coffer.work.Cancellation;
import java.math.BigInteger;
import java.util.List;

/** Opens databases to be backed up, those of this instance and those that are attached. Thread-safe. */
public final class LiveDatabases {

    private final Engine engine;
    private final Credentials credentials;

    public LiveDatabases(Engine engine, Credentials credentials) {
        this.engine = engine;
        this.credentials = credentials;
    }

    /**
     * A database while it is worked with.
     *
     * @param closing wipes what opened it
     */
    record Opened(LiveDatabase database, Runnable closing) implements AutoCloseable {
        @Override
        public void close() {
            closing.run();
        }
    }

    /**
     * @throws SqlError 49909 when it is not there, 15151 when the credential of an attached one is gone, 49902 when the
     *     instance is locked and cannot open it
     */
    Opened open(DatabaseEntry entry) throws SqlError {
        try {
            if (entry.attached().isEmpty()) {
                return new Opened(engine.open(entry.home()), () -> {});
            }
            return attached(entry, entry.attached().get());
        } catch (EngineException failed) {
            throw EngineErrors.of(failed);
        }
    }

    /**
     * No log of it is kept any more. A server elsewhere that is away keeps its own nevertheless, and for nobody: that
     * is told, for somebody to see to it.
     */
    void keepNoLog(DatabaseEntry entry, Caller caller) throws SqlError {
        List<String> reasons;
        try (Opened opened = open(entry)) {
            reasons = opened.database().keepNoLog(caller.cancellation());
        } catch (EngineException failed) {
            if (entry.attached().isEmpty()) {
                throw EngineErrors.of(failed);
            }
            reasons = List.of(String.valueOf(failed.getMessage()));
        } catch (SqlError failed) {
            if (entry.attached().isEmpty()) {
                throw failed;
            }
            reasons = List.of(String.valueOf(failed.getMessage()));
        }
        if (!reasons.isEmpty()) {
            caller.inform(Message.LOG_STILL_KEPT, entry.name(), String.join("; ", reasons));
        }
    }

    /** A look at how far a database's log has come. Confined to one thread at a time. */
    public record Watch(LogWatch log) implements AutoCloseable {

        /** Up to where it is on the server's disk. */
        public BigInteger end() throws SqlError {
            try {
                return log.end();
            } catch (EngineException failed) {
                throw EngineErrors.of(failed);
            }
        }

        @Override
        public void close() {
            log.close();
        }
    }

    /** Begins to watch a database's log; the caller closes that. */
    public Watch watchLog(DatabaseEntry entry, Cancellation cancellation) throws SqlError {
        try (Opened opened = open(entry)) {
            return new Watch(opened.database().watchLog(cancellation));
        } catch (EngineException failed) {
            throw EngineErrors.of(failed);
        }
    }

    private Opened attached(DatabaseEntry entry, AttachedServer server) throws SqlError, EngineException {
        KnownCredential credential = credential(server.credential());
        boolean opened = false;
        try {
            LiveDatabase database = engine.attached(
                    entry.home(),
                    elsewhere(server, credential),
                    entry.lineage().systemId().orElse(""));
            opened = true;
            return new Opened(database, credential::close);
        } finally {
            if (!opened) {
                credential.close();
            }
        }
    }

    /** What is done with a server once its credential is open. */
    @FunctionalInterface
    interface Work<T> {
        T run(ServerElsewhere server) throws SqlError, EngineException;
    }

    /** Works with a server that is no database's yet. */
    <T> T with(AttachedServer server, Work<T> work) throws SqlError {
        try (KnownCredential credential = credential(server.credential())) {
            return work.run(elsewhere(server, credential));
        } catch (EngineException failed) {
            throw EngineErrors.of(failed);
        }
    }

    private static ServerElsewhere elsewhere(AttachedServer server, KnownCredential credential) throws SqlError {
        return new ServerElsewhere(
                server.url(),
                credential.identity(),
                credential
                        .secret()
                        .orElseThrow(() -> Message.ATTACHED_SERVER
                                .error("the credential '" + credential.name() + "' has no secret")
                                .withHint("Give it the role's password with ALTER CREDENTIAL.")));
    }

    private KnownCredential credential(String name) throws SqlError {
        return credentials.named(name).orElseThrow(() -> Message.CANNOT_FIND.error("find", "credential", name));
    }
}
