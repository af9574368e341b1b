package dev.coffer.command;

import dev.coffer.errors.SqlError;

/**
 * Does one kind of statement: check, authorise, do, report. One instance serves all sessions.
 *
 * @param <S> the statement's record
 */
@FunctionalInterface
public interface Command<S> {

    void execute(S statement, Caller caller) throws SqlError;

    /** Told in place of {@link #execute} when the caller may not, before the caller is. */
    default void refused(S statement, Caller caller, SqlError refusal) {}
}
