package dev.coffer.command;

import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.AlterDatabase;

/**
 * Makes one kind of ALTER DATABASE's changes.
 *
 * @param <C> the kind
 */
public interface DatabaseChange<C extends AlterDatabase.Change> {

    /** Refuses what cannot be done before any change of the statement is made. */
    default void check(C change) throws SqlError {}

    /** Whether it means something for a database that is attached. */
    default boolean suitsAttached() {
        return false;
    }

    /** @throws SqlError when it is not made; 5069 is added by the statement */
    void make(C change, Target target) throws SqlError;

    /**
     * What is changed, and for whom.
     *
     * @param database as it is listed after the changes before this one
     * @param termination what becomes of other sessions in it
     */
    record Target(DatabaseEntry database, AlterDatabase.Termination termination, Caller caller) {}
}
