package dev.coffer.command;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.HostedDatabase;
import dev.coffer.engine.HostedDatabase.Role;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.Checkpoint;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** CHECKPOINT: all that was changed in the current database is in its files when this returns. */
public final class CheckpointCommand implements Command<Checkpoint> {

    @Override
    public void execute(Checkpoint statement, Caller caller) throws SqlError {
        HostedDatabase database = caller.connections().hosted();
        try (Connection connection = database.connect(Role.OWNER, caller.cancellation());
                Statement checkpoint = connection.createStatement()) {
            checkpoint.execute("CHECKPOINT");
        } catch (EngineException failed) {
            throw EngineErrors.of(failed);
        } catch (SQLException failed) {
            throw Message.ENGINE_FAILED
                    .error("CHECKPOINT, SQLSTATE " + failed.getSQLState())
                    .causedBy(failed);
        }
    }
}
