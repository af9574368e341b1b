package dev.coffer.translate;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What PostgreSQL answers in SQL Server's numbers. */
public final class SqlStates {

    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
    private static final Pattern COLUMN = Pattern.compile("column (?:reference )?\"?([^\" ]+)\"?");
    private static final Pattern INPUT = Pattern.compile("invalid input syntax for type ([a-z ]+): \"(.*)\"");
    private static final Pattern RANGE = Pattern.compile("for type ([a-z ]+)|^ERROR: ([a-z ]+) out of range");
    private static final Pattern LENGTH = Pattern.compile("too long for type [a-z ]+\\(([0-9]+)\\)");
    private static final Pattern KEY = Pattern.compile("=\\((.*)\\) ");

    private SqlStates() {}

    /**
     * What failed.
     *
     * @param words the statement's, such as INSERT
     * @param database the one that was changed, as messages name it
     * @param connection it ran on, rolled back to before the statement
     */
    public record Failed(String words, String database, Translation translation, Connection connection) {}

    public static SqlError of(SQLException failure, Failed failed) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        String text = orEmpty(failure.getMessage());
        SqlError error = switch (state) {
            case "23505", "23503", "23514", "23502" -> constraint(state, failure, failed);
            case "42P01" -> missingTable(text, failed);
            case "42703" -> Message.INVALID_COLUMN.error(column(text, failed));
            case "42702" -> Message.AMBIGUOUS_COLUMN.error(column(text, failed));
            case "42803" -> Message.NOT_GROUPED.error(column(text, failed));
            case "21000" -> Message.SEVERAL_VALUES.error();
            case "42P07", "42710" ->
                Message.OBJECT_EXISTS.error(failed.translation().spelled(found(QUOTED, text)));
            case "42601" -> Message.MORE_VALUES.error();
            case "0A000" -> Message.NOT_SUPPORTED.error(refused(text));
            case "42883", "42725", "42804", "42846" ->
                Message.NOT_SUPPORTED.error("An operation on values of these types");
            case "42501" -> Message.PERMISSION_DENIED_IN_DATABASE.error(failed.words(), failed.database());
            case "428C9" ->
                failed.words().equals("UPDATE")
                        ? Message.IDENTITY_UPDATED.error(column(text, failed))
                        : Message.IDENTITY_INSERT_OFF.error(target(failed));
            case "40P01" -> Message.DEADLOCK_VICTIM.error("0");
            default -> value(state, text, failed);
        };
        return error.causedBy(failure);
    }

    /** Failures of a value. */
    private static SqlError value(String state, String text, Failed failed) {
        return switch (state) {
            case "22001" -> {
                Matcher length = LENGTH.matcher(text);
                String column = length.find()
                        ? FailedPlace.onlyColumn(failed.connection(), folded(failed), length.group(1))
                        : "";
                yield Message.TRUNCATED.error(failed.database() + ".dbo." + target(failed), column, "...");
            }
            case "22007", "22008" -> Message.DATE_CONVERSION.error();
            case "22011" -> Message.INVALID_LENGTH.error();
            case "22012" -> Message.DIVIDE_BY_ZERO.error();
            case "22003" -> {
                Matcher range = RANGE.matcher(text);
                String type = range.find() ? orEmpty(range.group(1)) + orEmpty(range.group(2)) : "numeric";
                yield Message.ARITHMETIC_OVERFLOW.error(typeName(type));
            }
            case "22P02" -> {
                Matcher input = INPUT.matcher(text);
                yield input.find()
                        ? Message.CONVERSION_FAILED.error("varchar", input.group(2), typeName(input.group(1)))
                        : Message.CONVERSION_FAILED.error("varchar", "...", "asked for");
            }
            default -> Message.ENGINE_FAILED.error("SQLSTATE " + state);
        };
    }

    /** The changed table as it was created, not as the statement spells it. */
    private static String target(Failed failed) {
        String written = failed.translation().target();
        FailedPlace place = FailedPlace.find(failed.connection(), folded(failed), "");
        return place.table().equalsIgnoreCase(written) ? place.table() : written;
    }

    private static String folded(Failed failed) {
        return failed.translation().target().toLowerCase(Locale.ROOT);
    }

    /** What our own helpers refuse they quote; of PostgreSQL's refusals nothing is passed on. */
    private static String refused(String text) {
        String what = found(QUOTED, text);
        return what.isEmpty() ? "What the statement asks for" : what;
    }

    private static SqlError missingTable(String text, Failed failed) {
        String name = found(QUOTED, text);
        if (text.contains("missing FROM-clause") || text.contains("invalid reference to FROM-clause")) {
            return Message.UNBOUND_NAME.error(failed.translation().spelled(name + "."));
        }
        String written = failed.translation().spelled(name);
        return failed.words().equals("DROP TABLE")
                ? Message.CANNOT_DROP_MISSING.error("drop", "table", written)
                : Message.INVALID_OBJECT.error(written);
    }

    private static SqlError constraint(String state, SQLException failure, Failed failed) {
        ServerErrorMessage server = failure instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
        if (server == null) {
            return Message.ENGINE_FAILED.error("SQLSTATE " + state);
        }
        if (orEmpty(server.getTable()).isEmpty()) {
            // The one check that belongs to a type.
            return Message.ARITHMETIC_OVERFLOW.error("tinyint");
        }
        String bare = orEmpty(server.getTable());
        String constraint = orEmpty(server.getConstraint());
        String name = KeyNames.plain(constraint, bare);
        FailedPlace place = FailedPlace.find(failed.connection(), bare, orEmpty(server.getColumn()));
        String table = "dbo." + place.table();
        return switch (state) {
            case "23505" -> {
                Matcher key = KEY.matcher(orEmpty(server.getDetail()));
                String value = key.find() ? key.group(1) : "...";
                String kind = KeyNames.isPrimary(constraint) ? "PRIMARY KEY" : "UNIQUE KEY";
                yield KeyNames.isIndex(constraint, bare)
                        ? Message.DUPLICATE_INDEX_KEY.error(table, name, value)
                        : Message.DUPLICATE_KEY.error(kind, name, table, value);
            }
            case "23503" -> {
                String kind = orEmpty(server.getMessage()).startsWith("update or delete") ? "REFERENCE" : "FOREIGN KEY";
                yield Message.CONSTRAINT_CONFLICT.error(failed.words(), kind, name, failed.database(), table);
            }
            case "23514" -> Message.CONSTRAINT_CONFLICT.error(failed.words(), "CHECK", name, failed.database(), table);
            default -> Message.NULL_INTO_COLUMN.error(place.column(), failed.database() + "." + table, failed.words());
        };
    }

    private static String column(String text, Failed failed) {
        String name = found(COLUMN, text);
        return failed.translation().spelled(name.substring(name.lastIndexOf('.') + 1));
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static String typeName(String type) {
        return switch (type.trim().toLowerCase(Locale.ROOT)) {
            case "integer" -> "int";
            case "boolean" -> "bit";
            case "double precision" -> "float";
            case "character varying", "text", "unknown" -> "varchar";
            case "character" -> "char";
            case "timestamp without time zone", "timestamp" -> "datetime";
            case "time without time zone" -> "time";
            case "bytea" -> "varbinary";
            case "uuid" -> "uniqueidentifier";
            default -> type.trim();
        };
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
