package dev.coffer.command;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.IncompatiblePayload;
import dev.coffer.engine.InsufficientSpace;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;

/** What the engine could not do with a backup's content, as SQL Server says it. */
final class RestoreErrors {

    private RestoreErrors() {}

    static SqlError engine(EngineException failure, String device) {
        if (failure instanceof InsufficientSpace space) {
            return Message.NO_SPACE_TO_RESTORE
                    .error(space.volume(), space.requiredBytes(), space.availableBytes())
                    .causedBy(failure);
        }
        if (failure instanceof IncompatiblePayload payload) {
            return Message.INCOMPATIBLE_VERSION
                    .error(payload.found(), payload.needed())
                    .withHint("Restore it where the same major version of PostgreSQL runs.")
                    .causedBy(failure);
        }
        if (failure.kind() == EngineException.Kind.FORBIDDEN_CONTENT) {
            return Message.MEDIA_MALFORMED
                    .error(device)
                    .withHint("Do not use this backup: it holds what no backup holds (" + failure.getMessage() + ").")
                    .causedBy(failure);
        }
        return EngineErrors.of(failure);
    }
}
