package dev.coffer.command;

import dev.coffer.catalog.DatabaseState;
import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.HostedDatabase.Role;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.AlterDatabase.Availability;
import dev.coffer.tsql.AlterDatabase.SetAvailability;
import dev.coffer.work.Cancellation;
import java.sql.Connection;
import java.sql.SQLException;

/** OFFLINE and ONLINE: a database that is offline is not running, and nothing starts it but ONLINE. */
public final class DatabaseAvailability implements DatabaseChange<SetAvailability> {

    private static final String PROBE = "SELECT 1";

    private final Premises premises;
    private final Clearing clearing;

    public DatabaseAvailability(Premises premises) {
        this.premises = premises;
        this.clearing = new Clearing(premises.uses());
    }

    @Override
    public void make(SetAvailability change, Target target) throws SqlError {
        String name = target.database().name();
        if (name.equalsIgnoreCase(target.caller().database())) {
            if (change.availability() == Availability.ONLINE) {
                return;
            }
            throw Message.OTHER_USERS.error(name).withHint("Leave it first with USE master.");
        }
        clearing.run(target, () -> set(change.availability(), target));
    }

    private void set(Availability availability, Target target) throws SqlError {
        String name = target.database().name();
        DatabaseHome home = target.database().home();
        switch (availability) {
            case OFFLINE -> {
                stop(home);
                premises.catalog().databases().setState(name, DatabaseState.OFFLINE);
            }
            case ONLINE -> {
                start(name, home, target.caller().cancellation());
                premises.catalog().databases().setState(name, DatabaseState.ONLINE);
            }
        }
    }

    private void stop(DatabaseHome home) throws SqlError {
        try {
            premises.engine().open(home).stop();
        } catch (EngineException failed) {
            throw EngineErrors.of(failed);
        }
    }

    private void start(String name, DatabaseHome home, Cancellation cancellation) throws SqlError {
        try (Connection connection = premises.engine().open(home).connect(Role.OWNER, cancellation)) {
            connection.createStatement().execute(PROBE);
        } catch (EngineException failed) {
            throw EngineErrors.of(failed).followedBy(Message.CANNOT_RESTART_DATABASE.error(name));
        } catch (SQLException failed) {
            throw Message.CANNOT_RESTART_DATABASE.error(name).causedBy(failed);
        }
    }
}
