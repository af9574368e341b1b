package dev.coffer.tsql;

import java.util.List;
import java.util.Optional;

/**
 * {@code ALTER DATABASE name | CURRENT MODIFY NAME = name | SET option [, option]... [WITH termination]}
 *
 * @param database empty for the current one
 * @param changes at least one, in the order they were written
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/alter-database-transact-sql">ALTER DATABASE</a>
 */
public record AlterDatabase(Position position, Optional<Name> database, List<Change> changes) implements Statement {

    public AlterDatabase {
        changes = List.copyOf(changes);
    }

    /** What is done to the database; each kind has its own {@code DatabaseChange} among the commands. */
    public sealed interface Change {

        /** As messages name it, such as READ_ONLY. */
        String option();
    }

    /** {@code MODIFY NAME = name}. */
    public record Rename(Name name) implements Change {
        @Override
        public String option() {
            return "MODIFY NAME";
        }
    }

    /** An option that has one value here. */
    public record Describe(DatabaseOption described, String value) implements Change {
        @Override
        public String option() {
            return described.name();
        }
    }

    @Override
    public String words() {
        return "ALTER DATABASE";
    }
}
