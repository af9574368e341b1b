package dev.coffer.tsql;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * {@code DBCC CHECKDB [(name | 0 [, NOINDEX])] [WITH option [, option]...]}
 *
 * @param database empty for the current one
 * @see <a href="https://learn.microsoft.com/sql/t-sql/database-console-commands/dbcc-checkdb-transact-sql">DBCC
 *     CHECKDB</a>
 */
public record DbccCheckDb(Position position, Optional<Name> database, Set<Option> options) implements Statement {

    public DbccCheckDb {
        EnumSet<Option> copy = EnumSet.noneOf(Option.class);
        copy.addAll(options);
        options = Collections.unmodifiableSet(copy);
    }

    /** What may be written; those that ask for more than is always done have no effect. */
    public enum Option {
        NOINDEX,
        NO_INFOMSGS,
        ALL_ERRORMSGS,
        PHYSICAL_ONLY,
        DATA_PURITY,
        EXTENDED_LOGICAL_CHECKS,
        TABLOCK
    }

    @Override
    public String words() {
        return "DBCC CHECKDB";
    }
}
