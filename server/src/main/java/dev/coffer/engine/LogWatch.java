package dev.coffer.engine;

import java.math.BigInteger;

/** A look at how far a database's log has come, which costs little each time. Confined to one thread at a time. */
public interface LogWatch extends AutoCloseable {

    /**
     * Up to where the log is on the server's disk, as the engine counts bytes: what is behind the last backup of it is
     * in none.
     *
     * @throws EngineException when the server is not reached any more; another watch may find it, or its successor
     */
    BigInteger end() throws EngineException;

    @Override
    void close();
}
