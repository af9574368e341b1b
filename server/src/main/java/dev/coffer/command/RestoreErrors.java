package dev.coffer.command;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.ForeignCluster;
import dev.coffer.engine.IncompatiblePayload;
import dev.coffer.engine.InsufficientSpace;
import dev.coffer.engine.SharedFacts;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.media.BackupSet;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** What the engine could not do with a backup's content, as SQL Server says it. */
final class RestoreErrors {

    private RestoreErrors() {}

    /** The place that was chosen for the database cannot be used; the backup is not to blame. */
    static SqlError target(FileSystemException failure, BackupSet set, Path folder) {
        String reason = failure instanceof AccessDeniedException
                ? "5(Access is denied.)"
                : "3(The system cannot find the path specified.)";
        return Message.DIRECTORY_LOOKUP_FAILED
                .error(folder, reason)
                .causedBy(failure)
                .followedBy(Message.FILE_CANNOT_BE_RESTORED.error(
                        set.core().database().name(), folder));
    }

    /** A cluster that is right for its own server is no reason to throw its backup away. */
    static SqlError ofElsewhere(SqlError failure, BackupSet set) {
        String server = set.core().engine().getOrDefault(SharedFacts.SERVER, "PostgreSQL");
        if (set.core().engine().containsKey(SharedFacts.ELSEWHERE)
                && failure.getCause() instanceof ForeignCluster foreign) {
            return Message.INCOMPATIBLE_VERSION
                    .error(server + " (" + foreign.getMessage() + ")", "PostgreSQL as Coffer sets it up")
                    .withHint("Restore it into a folder for a server of your own WITH MOVE.")
                    .causedBy(foreign);
        }
        return failure;
    }

    static SqlError engine(EngineException failure, String device) {
        if (failure instanceof InsufficientSpace space) {
            return Message.NO_SPACE_TO_RESTORE
                    .error(space.volume(), space.requiredBytes(), space.availableBytes())
                    .causedBy(failure);
        }
        if (failure instanceof IncompatiblePayload payload) {
            return Message.INCOMPATIBLE_VERSION
                    .error(payload.found(), payload.needed())
                    .withHint("Restore it where that version of PostgreSQL runs, or, when it is of an attached"
                            + " database, into a folder for a server of your own WITH MOVE.")
                    .causedBy(failure);
        }
        if (failure.kind() == EngineException.Kind.FORBIDDEN_CONTENT) {
            return Message.MEDIA_MALFORMED
                    .error(device)
                    .withHint("Do not use this backup: it holds what no backup holds (" + failure.getMessage() + ")."
                            + " One of an attached database can go into a folder for a server of your own WITH MOVE.")
                    .causedBy(failure);
        }
        if (failure.kind() == EngineException.Kind.RECOVERY_BEGUN) {
            return Message.RESTORE_INTERRUPTED
                    .error(device)
                    .withHint("Restart the restore sequence with the full backup: " + failure.getMessage() + ".")
                    .causedBy(failure);
        }
        return EngineErrors.of(failure);
    }
}
