package dev.coffer.tds;

import dev.coffer.bytes.SecretBytes;
import java.util.concurrent.CompletionStage;

/** Says who may log in. Thread-safe; never blocks, since it is asked on network threads. */
@FunctionalInterface
public interface Doorkeeper {

    /**
     * Checks a login; a failure is answered late on purpose, and its true reason is in the log alone.
     *
     * @param password closed by the doorkeeper
     * @param source address of the client
     */
    CompletionStage<Boolean> admits(String login, SecretBytes password, String source);
}
