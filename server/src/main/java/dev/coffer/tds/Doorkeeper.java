package dev.coffer.tds;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.errors.SqlError;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Says who may log in. Thread-safe; never blocks, since it is asked on network threads. */
@FunctionalInterface
public interface Doorkeeper {

    /**
     * Checks a login; attempts after a failure wait for their turn on purpose, and its true reason is in the log alone.
     *
     * @param password closed by the doorkeeper
     * @param source address of the client
     * @return empty for one that is let in, otherwise what the client is told
     */
    CompletionStage<Optional<SqlError>> refusal(String login, SecretBytes password, String source);

    /** What addresses that one host has at will are counted as. */
    default String origin(String source) {
        return source;
    }

    /** Whether somebody logged in from there before, or it is this machine: places are kept for those. */
    default boolean welcomes(String source) {
        return false;
    }
}
