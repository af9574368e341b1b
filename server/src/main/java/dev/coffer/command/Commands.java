package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which command does which statement; put together in {@code app}. Immutable and thread-safe. */
public final class Commands {

    private final Map<Class<?>, Entry<?>> entries;
    private final StatementPermissions permissions = new StatementPermissions();

    private Commands(Map<Class<?>, Entry<?>> entries) {
        this.entries = Map.copyOf(entries);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The statement records that have a command. */
    public Set<Class<?>> statements() {
        return entries.keySet();
    }

    /**
     * Runs the command of the statement's own class, when the caller may.
     *
     * @throws SqlError of the command; NOT_SUPPORTED when no command is known for it
     */
    public void execute(Object statement, Caller caller) throws SqlError {
        @Nullable Entry<?> entry = entries.get(statement.getClass());
        if (entry == null) {
            throw Message.NOT_SUPPORTED.error(statement.getClass().getSimpleName());
        }
        if (statement instanceof Statement named) {
            caller.sink().begins(named.words());
        }
        try {
            permissions.check(statement, caller);
        } catch (SqlError refusal) {
            entry.refused(statement, caller, refusal);
            throw refusal;
        }
        entry.execute(statement, caller);
    }

    private record Entry<S>(Class<S> kind, Command<? super S> command) {
        void execute(Object statement, Caller caller) throws SqlError {
            command.execute(kind.cast(statement), caller);
        }

        void refused(Object statement, Caller caller, SqlError refusal) {
            command.refused(kind.cast(statement), caller, refusal);
        }
    }

    /** Collects the commands; confined to one thread. */
    public static final class Builder {

        private final Map<Class<?>, Entry<?>> entries = new HashMap<>();

        private Builder() {}

        /** @throws IllegalStateException when the statement has a command already */
        public <S> Builder on(Class<S> statement, Command<? super S> command) {
            if (entries.put(statement, new Entry<>(statement, command)) != null) {
                throw new IllegalStateException("Two commands for " + statement.getSimpleName());
            }
            return this;
        }

        public Commands build() {
            return new Commands(entries);
        }
    }
}
