package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.storage.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.CancellationException;

/** BACKUP and RESTORE end every failure with a second error: "BACKUP DATABASE is terminating abnormally." */
final class Terminating {

    private Terminating() {}

    /** The statement's work. */
    @FunctionalInterface
    interface Work {
        void run() throws SqlError;
    }

    /**
     * @param statement as 3013 names it: BACKUP DATABASE, RESTORE DATABASE, RESTORE HEADERONLY, RESTORE FILELIST,
     *     RESTORE LABELONLY, VERIFY DATABASE
     */
    static void withLastError(String statement, Work work) throws SqlError {
        try {
            work.run();
        } catch (SqlError error) {
            throw error.followedBy(Message.TERMINATING_ABNORMALLY.error(statement));
        } catch (UncheckedIOException failed) {
            IOException cause = Objects.requireNonNull(failed.getCause());
            String device =
                    cause instanceof StoreException store ? store.location().value() : "?";
            throw StorageErrors.reading(cause, device).followedBy(Message.TERMINATING_ABNORMALLY.error(statement));
        } catch (CancellationException cancelled) {
            throw Message.CANCELLED
                    .error()
                    .causedBy(cancelled)
                    .followedBy(Message.TERMINATING_ABNORMALLY.error(statement));
        }
    }
}
