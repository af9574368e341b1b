package dev.coffer.command;

import dev.coffer.engine.EngineException;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;

/** What the engine could not do with a backup's content, as SQL Server says it. */
final class RestoreErrors {

    private RestoreErrors() {}

    static SqlError engine(EngineException failure, RestorePlan plan, String device) {
        return switch (failure.kind()) {
            case NO_SPACE -> noSpace(failure, plan);
            case INCOMPATIBLE ->
                EngineErrors.of(failure).withHint("Restore it where the same major version of PostgreSQL runs.");
            case FORBIDDEN_CONTENT ->
                Message.MEDIA_MALFORMED
                        .error(device)
                        .withHint(
                                "Do not use this backup: it holds what no backup holds (" + failure.getMessage() + ").")
                        .causedBy(failure);
            case DAMAGED, UNAVAILABLE -> EngineErrors.of(failure);
        };
    }

    private static SqlError noSpace(EngineException failure, RestorePlan plan) {
        java.nio.file.Path folder = plan.order().home().dataFolder();
        return Message.NO_SPACE_TO_RESTORE
                .error(String.valueOf(folder.getParent()), plan.order().expectedBytes(), FreeSpace.at(folder))
                .causedBy(failure);
    }
}
