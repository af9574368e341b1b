package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;

/**
 * Refuses a statement while the session has a transaction open, and otherwise does it.
 *
 * @param <S> the statement's record
 */
public final class OutsideTransaction<S> implements Command<S> {

    private final Command<? super S> command;
    private final Refusal refusal;

    private OutsideTransaction(Command<? super S> command, Refusal refusal) {
        this.command = command;
        this.refusal = refusal;
    }

    /** @param words as 3013 names the operation, such as BACKUP DATABASE */
    public static <S> Command<S> backupOrRestore(String words, Command<? super S> command) {
        return new OutsideTransaction<>(
                command, () -> Message.IN_TRANSACTION.error().followedBy(Message.TERMINATING_ABNORMALLY.error(words)));
    }

    /** @param words the statement's, such as CREATE DATABASE */
    public static <S> Command<S> statement(String words, Command<? super S> command) {
        return new OutsideTransaction<>(command, () -> Message.NOT_IN_TRANSACTION.error(words));
    }

    @Override
    public void execute(S statement, Caller caller) throws SqlError {
        if (caller.state().transactionCount() > 0) {
            throw refusal.error();
        }
        command.execute(statement, caller);
    }

    @FunctionalInterface
    private interface Refusal {
        SqlError error();
    }
}
