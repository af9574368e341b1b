package dev.coffer.command;

import dev.coffer.errors.SqlError;
import dev.coffer.result.Parameter;
import dev.coffer.result.SqlType;
import java.util.List;

/**
 * A system procedure, such as sp_tables. Results go to the caller's sink: columns, rows, done. One instance serves all
 * sessions; put into {@link Procedures} in {@code app}.
 */
public interface Procedure {

    /** Lower case, without a schema. */
    String name();

    /** In their order. */
    List<Formal> parameters();

    /** Whether a call may give more arguments than are declared; they are {@link Arguments#more}. */
    default boolean takesMore() {
        return false;
    }

    /** Runs it; answers the return status, 0 when it went well. */
    int run(Caller caller, Arguments arguments) throws SqlError;

    /**
     * A declared parameter.
     *
     * @param name with its at sign
     */
    record Formal(String name, SqlType type, Presence presence, Parameter.Direction direction) {

        public static Formal required(String name, SqlType type) {
            return new Formal(name, type, Presence.REQUIRED, Parameter.Direction.IN);
        }

        public static Formal optional(String name, SqlType type) {
            return new Formal(name, type, Presence.OPTIONAL, Parameter.Direction.IN);
        }

        public static Formal output(String name, SqlType type) {
            return new Formal(name, type, Presence.REQUIRED, Parameter.Direction.OUT);
        }
    }

    /** Whether a call must give a parameter; an optional one that is missing is NULL. */
    enum Presence {
        REQUIRED,
        OPTIONAL
    }
}
