package dev.coffer.command;

import dev.coffer.catalog.Catalog;
import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.catalog.DatabaseState;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.AlterDatabase;
import dev.coffer.tsql.Name;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** ALTER DATABASE: finds the database and has each change made by what was wired for its kind. */
public final class AlterDatabaseCommand implements Command<AlterDatabase> {

    private final Premises premises;
    private final Map<Class<?>, Wired<?>> changes;

    private AlterDatabaseCommand(Premises premises, Map<Class<?>, Wired<?>> changes) {
        this.premises = premises;
        this.changes = Map.copyOf(changes);
    }

    public static Builder builder() {
        return new Builder();
    }

    @Override
    public void execute(AlterDatabase statement, Caller caller) throws SqlError {
        try {
            change(statement, caller);
        } catch (SqlError failed) {
            throw failed.followedBy(Message.ALTER_DATABASE_FAILED.error());
        }
    }

    private void change(AlterDatabase statement, Caller caller) throws SqlError {
        String name = statement.database().map(Name::text).orElseGet(caller::database);
        if (Catalog.isSystemName(name)) {
            throw Message.OPTION_CANNOT_BE_SET.error(statement.changes().get(0).option(), name);
        }
        DatabaseEntry database = require(name);
        for (AlterDatabase.Change change : statement.changes()) {
            if (database.attached().isPresent() && !wired(change).maker().suitsAttached()) {
                throw Message.NOT_SUPPORTED
                        .error("ALTER DATABASE ... " + change.option() + " of an attached database")
                        .withHint("It is used on its own server alone.");
            }
            wired(change).check(change);
        }
        int databaseId = database.databaseId();
        for (AlterDatabase.Change change : statement.changes()) {
            DatabaseEntry now = premises.catalog().databases().all().stream()
                    .filter(entry -> entry.databaseId() == databaseId)
                    .findFirst()
                    .orElseThrow(() -> Message.CANNOT_ALTER_DATABASE.error(name));
            wired(change).make(change, new DatabaseChange.Target(now, statement.termination(), caller));
        }
    }

    private DatabaseEntry require(String name) throws SqlError {
        DatabaseEntry entry =
                premises.catalog().databases().find(name).orElseThrow(() -> Message.CANNOT_ALTER_DATABASE.error(name));
        if (entry.state() == DatabaseState.RESTORING) {
            throw Message.NOT_PERMITTED_IN_STATE.error("ALTER DATABASE", "Restoring");
        }
        if (entry.state() == DatabaseState.STANDBY) {
            throw Message.ALTER_IN_STANDBY.error(entry.name());
        }
        return entry;
    }

    private Wired<?> wired(AlterDatabase.Change change) {
        @Nullable Wired<?> wired = changes.get(change.getClass());
        if (wired == null) {
            throw new IllegalStateException("Nothing makes " + change.getClass().getSimpleName());
        }
        return wired;
    }

    private record Wired<C extends AlterDatabase.Change>(Class<C> kind, DatabaseChange<C> maker) {
        void check(AlterDatabase.Change change) throws SqlError {
            maker.check(kind.cast(change));
        }

        void make(AlterDatabase.Change change, DatabaseChange.Target target) throws SqlError {
            maker.make(kind.cast(change), target);
        }
    }

    /** Collects what makes the changes; confined to one thread. */
    public static final class Builder {

        private final Map<Class<?>, Wired<?>> changes = new HashMap<>();

        private Builder() {}

        /** @throws IllegalStateException when the kind has one already */
        public <C extends AlterDatabase.Change> Builder on(Class<C> kind, DatabaseChange<C> maker) {
            if (changes.put(kind, new Wired<>(kind, maker)) != null) {
                throw new IllegalStateException("Two for " + kind.getSimpleName());
            }
            return this;
        }

        public AlterDatabaseCommand build(Premises premises) {
            return new AlterDatabaseCommand(premises, changes);
        }
    }
}
