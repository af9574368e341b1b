package dev.coffer.session;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.Raiserror;
import dev.coffer.tsql.Statement;
import dev.coffer.tsql.Throw;
import dev.coffer.tsql.Use;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which errors end the batch, and which the whole request with the batches around it. SQL Server goes on with the next
 * statement after most of them; those here it cannot, or must not, go on from:
 *
 * <ul>
 *   <li>names that do not resolve and texts that do not compile: the rest of the batch was written for other objects.
 *       A batch around it, which ran it by EXECUTE, goes on;
 *   <li>USE of a database that is not there: the rest would run in the wrong one;
 *   <li>failed conversions and deadlocks, as documented;
 *   <li>what THROW throws, and with SET XACT_ABORT ON everything but what RAISERROR raises;
 *   <li>our own: what is not supported, and failures of engine or server.
 * </ul>
 */
final class BatchEnding {

    private static final Set<Message> ENDING_BATCH = Set.of(
            Message.SYNTAX,
            Message.SYNTAX_KEYWORD,
            Message.UNCLOSED_QUOTE,
            Message.UNKNOWN_OPTION,
            Message.UNDECLARED_VARIABLE,
            Message.INVALID_COLUMN,
            Message.INVALID_OBJECT,
            Message.INSERT_VALUE_COUNT);

    private static final Set<Message> ENDING_REQUEST = Set.of(
            Message.CONVERSION_FAILED,
            Message.OBJECT_EXISTS,
            Message.DEADLOCK_VICTIM,
            Message.NESTING_LEVEL,
            Message.DOOMED,
            Message.DATABASE_RESTORING,
            Message.NOT_SUPPORTED,
            Message.ENGINE_FAILED,
            Message.INTERNAL);

    /** SQL Server rolls the whole transaction back for these; the others undo their statement alone. */
    private static final Set<Message> DOOMING = Set.of(Message.CONVERSION_FAILED, Message.DEADLOCK_VICTIM);

    private static final Map<Class<?>, StatementKind> KINDS = Map.of(
            Use.class, StatementKind.USE,
            Throw.class, StatementKind.THROW,
            Raiserror.class, StatementKind.RAISERROR);

    private BatchEnding() {}

    /** What this class needs to know of a statement. */
    enum StatementKind {
        USE,
        THROW,
        RAISERROR,
        OTHER
    }

    static StatementKind kindOf(Statement statement) {
        return KINDS.getOrDefault(statement.getClass(), StatementKind.OTHER);
    }

    /** Whether the open transaction is lost with the statement. */
    static boolean dooms(List<SqlError> errors, StatementKind statement, boolean abortsOnError) {
        return (abortsOnError && statement != StatementKind.RAISERROR)
                || errors.stream().anyMatch(error -> DOOMING.contains(error.catalogued()));
    }

    /** Whether the batch that the statement stands in ends with it. */
    static boolean endsBatch(List<SqlError> errors) {
        return errors.stream().anyMatch(error -> ENDING_BATCH.contains(error.catalogued()));
    }

    /** Whether that batch and those around it end with the statement. */
    static boolean endsRequest(List<SqlError> errors, StatementKind statement, boolean abortsOnError) {
        return statement == StatementKind.THROW
                || (abortsOnError && statement != StatementKind.RAISERROR)
                || errors.stream().anyMatch(error -> endsRequest(error.catalogued(), statement));
    }

    private static boolean endsRequest(Message error, StatementKind statement) {
        return ENDING_REQUEST.contains(error)
                || (statement == StatementKind.USE && error == Message.DATABASE_NOT_FOUND);
    }
}
