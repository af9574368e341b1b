package dev.coffer.session;

import dev.coffer.errors.Message;
import java.util.Set;

/**
 * Which errors end the batch. SQL Server goes on with the next statement after most of them; those here it cannot, or
 * must not, go on from:
 *
 * <ul>
 *   <li>names that do not resolve and texts that do not compile: the rest of the batch was written for other objects;
 *   <li>USE of a database that is not there: the rest would run in the wrong one;
 *   <li>failed conversions and deadlocks, as documented;
 *   <li>our own: what is not supported, and failures of engine or server.
 * </ul>
 */
final class BatchEnding {

    private static final Set<Message> ENDING = Set.of(
            Message.SYNTAX,
            Message.SYNTAX_KEYWORD,
            Message.UNCLOSED_QUOTE,
            Message.UNKNOWN_OPTION,
            Message.UNDECLARED_VARIABLE,
            Message.INVALID_COLUMN,
            Message.INVALID_OBJECT,
            Message.INSERT_VALUE_COUNT,
            Message.CONVERSION_FAILED,
            Message.OBJECT_EXISTS,
            Message.DEADLOCK_VICTIM,
            Message.DATABASE_RESTORING,
            Message.NOT_SUPPORTED,
            Message.ENGINE_FAILED,
            Message.INTERNAL);

    /** SQL Server rolls the whole transaction back for these; the others undo their statement alone. */
    private static final Set<Message> DOOMING = Set.of(Message.CONVERSION_FAILED, Message.DEADLOCK_VICTIM);

    private BatchEnding() {}

    /** Whether the open transaction is lost with the statement. */
    static boolean dooms(Message error) {
        return DOOMING.contains(error);
    }

    static boolean ends(Message error, StatementKind statement) {
        return ENDING.contains(error) || (statement == StatementKind.USE && error == Message.DATABASE_NOT_FOUND);
    }

    /** What BatchEnding needs to know of a statement. */
    enum StatementKind {
        USE,
        OTHER
    }
}
