package dev.coffer.translate;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What PostgreSQL answers in SQL Server's numbers. Values of rows are not quoted. */
public final class SqlStates {

    private SqlStates() {}

    /**
     * @param statement its words, such as INSERT
     * @param database the current one, as messages name it
     */
    public static SqlError of(SQLException failure, String statement, String database) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        String table = "";
        String column = "";
        String constraint = "";
        ServerErrorMessage server = failure instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
        if (server != null) {
            table = "dbo." + orEmpty(server.getTable());
            column = orEmpty(server.getColumn());
            constraint = orEmpty(server.getConstraint());
        }
        SqlError error = switch (state) {
            case "23505" -> duplicate(constraint, table);
            case "23503" -> Message.CONSTRAINT_CONFLICT.error(statement, "FOREIGN KEY", constraint, database, table);
            case "23514" -> Message.CONSTRAINT_CONFLICT.error(statement, "CHECK", constraint, database, table);
            case "23502" -> Message.NULL_INTO_COLUMN.error(column, database + "." + table, statement);
            case "22001" -> Message.TRUNCATED.error(table, column, "...");
            case "22P02" -> Message.CONVERSION_FAILED.error("varchar", "...", "the column's");
            case "22007", "22008" -> Message.DATE_CONVERSION.error();
            case "42P01" -> Message.INVALID_OBJECT.error(quotedIn(failure));
            case "42703" -> Message.INVALID_COLUMN.error(column(failure));
            case "42702" -> Message.AMBIGUOUS_COLUMN.error(column(failure));
            case "42803" -> Message.NOT_GROUPED.error(column(failure));
            case "21000" -> Message.SEVERAL_VALUES.error();
            case "42601" -> Message.MORE_VALUES.error();
            case "0A000" -> Message.NOT_SUPPORTED.error(refused(failure));
            case "42883", "42725", "42804", "42846" ->
                Message.NOT_SUPPORTED.error("An operation on values of these types");
            case "40P01" -> Message.DEADLOCK_VICTIM.error("0");
            case "22012" -> Message.DIVIDE_BY_ZERO.error();
            case "22003" -> Message.ARITHMETIC_OVERFLOW.error("the column's");
            case "42P07" -> Message.OBJECT_EXISTS.error(quotedIn(failure));
            case "428C9" -> Message.IDENTITY_INSERT_OFF.error(table);
            default -> Message.ENGINE_FAILED.error("SQLSTATE " + state);
        };
        return error.causedBy(failure);
    }

    private static String orEmpty(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text;
    }

    private static SqlError duplicate(String constraint, String table) {
        String bare = table.substring(table.indexOf('.') + 1);
        String name = KeyNames.plain(constraint, bare);
        if (KeyNames.isIndex(constraint, bare)) {
            return Message.DUPLICATE_INDEX_KEY.error(table, name, "...");
        }
        String kind = KeyNames.isPrimary(constraint) ? "PRIMARY KEY" : "UNIQUE KEY";
        return Message.DUPLICATE_KEY.error(kind, name, table, "...");
    }

    /** The column of {@code column "a" ...} or {@code column t.a ...}. */
    private static String column(SQLException failure) {
        String quoted = quotedIn(failure);
        if (!quoted.isEmpty()) {
            return quoted.substring(quoted.lastIndexOf('.') + 1);
        }
        String message = orEmpty(failure.getMessage());
        int from = message.indexOf("column ") + "column ".length();
        int to = message.indexOf(' ', from);
        return to < 0 ? "" : message.substring(message.lastIndexOf('.', to) + 1, to);
    }

    /** What our own helpers refuse they quote; of PostgreSQL's refusals nothing is passed on. */
    private static String refused(SQLException failure) {
        String what = quotedIn(failure);
        return what.isEmpty() ? "What the statement asks for" : what;
    }

    /** PostgreSQL quotes the name it does not find; anything else it may say stays inside. */
    private static String quotedIn(SQLException failure) {
        String message = orEmpty(failure.getMessage());
        int from = message.indexOf('"');
        int to = message.indexOf('"', from + 1);
        return from >= 0 && to > from ? message.substring(from + 1, to) : "";
    }
}
