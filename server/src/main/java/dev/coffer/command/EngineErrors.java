package dev.coffer.command;

import dev.coffer.engine.EngineException;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;

/** What the engine could not do, as SQL Server says it. */
final class EngineErrors {

    private EngineErrors() {}

    static SqlError of(EngineException failure) {
        String reason = failure.getMessage() == null ? "unknown" : failure.getMessage();
        if (failure.kind() == EngineException.Kind.LOG_GONE) {
            return Message.NO_CURRENT_BACKUP
                    .error()
                    .withHint("Take a full backup, which begins a new chain: " + reason + ".")
                    .causedBy(failure);
        }
        if (failure.kind() == EngineException.Kind.ELSEWHERE) {
            return Message.ATTACHED_SERVER.error(reason).causedBy(failure);
        }
        return Message.ENGINE_FAILED.error(reason).causedBy(failure);
    }
}
