package dev.coffer.translate;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
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
    private static final Pattern VALUE = Pattern.compile("value \"([^\"]*)\" is out of range for type");
    private static final Pattern LENGTH = Pattern.compile("too long for type [a-z ]+\\(([0-9]+)\\)");
    private static final Pattern POSITION = Pattern.compile("ORDER BY position ([0-9]+)");

    /** What rows of tables have, and of views have not; no column can be called that. */
    private static final Pattern PLACE = Pattern.compile("column (?:[^ ]+\\.)?(?:ctid|tableoid) ");

    static final Pattern KEY = Pattern.compile("=\\((.*)\\) ");

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
        Optional<SqlError> special = TableFailures.of(state, text, server(failure), failed);
        if (special.isPresent()) {
            return special.get().causedBy(failure);
        }
        ServerErrorMessage server = server(failure);
        Optional<SqlError> conversion =
                ConversionFailures.of(state, server == null ? "" : orEmpty(server.getMessage()));
        if (conversion.isPresent()) {
            return conversion.get().causedBy(failure);
        }
        SqlError error = switch (state) {
            case "23505", "23503", "23514", "23502" -> constraint(state, failure, failed);
            case "42P01" -> missingTable(text, failed);
            case "42703" ->
                failed.translation().lock().isPresent() && PLACE.matcher(text).find()
                        ? Message.NOT_SUPPORTED.error("TOP in UPDATE or DELETE of a view")
                        : Message.INVALID_COLUMN.error(column(text, failed));
            case "42702" -> Message.AMBIGUOUS_COLUMN.error(column(text, failed));
            case "42803" -> Message.NOT_GROUPED.error(qualified(text, failed));
            case "21000" ->
                (failed.words().equals("MERGE") && text.contains("second time")
                                ? Message.MERGE_ROW_TWICE
                                : Message.SEVERAL_VALUES)
                        .error();
            case "42P07", "42710" ->
                Message.OBJECT_EXISTS.error(failed.translation().spelled(found(QUOTED, text)));
            case "42P10" -> order(state, text);
            case "42601" -> Message.MORE_VALUES.error();
            case "0A000" -> Message.NOT_SUPPORTED.error(refused(text));
            case "42883", "42725", "42804", "42846" ->
                Message.NOT_SUPPORTED.error("An operation on values of these types");
            case "25006" -> Message.DATABASE_READ_ONLY.error(failed.database());
            case "42501" -> Message.PERMISSION_DENIED_IN_DATABASE.error(failed.words(), failed.database());
            case "428C9" ->
                failed.words().equals("UPDATE")
                        ? Message.IDENTITY_UPDATED.error(column(text, failed))
                        : Message.IDENTITY_INSERT_OFF.error(target(failed));
            case "40P01", "40001" -> Message.DEADLOCK_VICTIM.error("0");
            case "55P03" -> Message.LOCK_TIMEOUT_EXCEEDED.error();
            default -> value(state, text, failed);
        };
        return error.causedBy(failure);
    }

    private static SqlError order(String state, String text) {
        String position = found(POSITION, text);
        return position.isEmpty()
                ? Message.ENGINE_FAILED.error("SQLSTATE " + state)
                : Message.ORDER_BY_POSITION.error(position);
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
            case "2201W" -> Message.TOP_NEGATIVE.error();
            case "2201X" -> Message.OFFSET_NEGATIVE.error();
            case "CF006" -> Message.TOP_INVALID.error();
            case "CF007" -> Message.FETCH_NOT_POSITIVE.error();
            case "CF008" -> Message.OFFSET_NOT_INTEGER.error();
            case "22003" -> {
                Matcher range = RANGE.matcher(text);
                String type = range.find() ? orEmpty(range.group(1)) + orEmpty(range.group(2)) : "numeric";
                Matcher value = VALUE.matcher(text);
                if (value.find()) {
                    yield typeName(type).equals("int")
                            ? Message.STRING_OVERFLOWS_INT.error("varchar", value.group(1))
                            : Message.DATA_TYPE_CONVERSION.error("varchar", typeName(type));
                }
                yield Message.ARITHMETIC_OVERFLOW.error(
                        type.equals("numeric") ? "numeric" : "expression", typeName(type));
            }
            case "22P02" -> {
                Matcher input = INPUT.matcher(text);
                yield input.find()
                        ? conversion(typeName(input.group(1)), input.group(2))
                        : Message.CONVERSION_FAILED.error("varchar", "...", "asked for");
            }
            default -> Message.ENGINE_FAILED.error("SQLSTATE " + state);
        };
    }

    private static SqlError conversion(String type, String value) {
        return switch (type) {
            case "uniqueidentifier" -> Message.UNIQUEIDENTIFIER_CONVERSION.error();
            case "numeric", "float", "real", "bigint" -> Message.DATA_TYPE_CONVERSION.error("varchar", type);
            default -> Message.CONVERSION_FAILED.error("varchar", value, type);
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
        return Message.INVALID_OBJECT.error(written);
    }

    private static SqlError constraint(String state, SQLException failure, Failed failed) {
        ServerErrorMessage server = server(failure);
        if (server == null) {
            return Message.ENGINE_FAILED.error("SQLSTATE " + state);
        }
        if (orEmpty(server.getTable()).isEmpty()) {
            // The one check that belongs to a type.
            return Message.ARITHMETIC_OVERFLOW.error("expression", "tinyint");
        }
        String bare = orEmpty(server.getTable());
        String constraint = orEmpty(server.getConstraint());
        if (state.equals("23502")) {
            FailedPlace place = FailedPlace.find(failed.connection(), bare, orEmpty(server.getColumn()));
            return Message.NULL_INTO_COLUMN.error(
                    place.column(),
                    failed.database() + ".dbo." + place.table(),
                    failed.words().equals("ALTER TABLE") ? "UPDATE" : failed.words());
        }
        FailedConstraint place = FailedConstraint.find(
                failed.connection(), bare, constraint, failed.translation().spelled(KeyNames.plain(constraint, bare)));
        if (state.equals("23505")) {
            Matcher key = KEY.matcher(orEmpty(server.getDetail()));
            String value = key.find() ? key.group(1) : "...";
            String table = "dbo." + place.table();
            return KeyNames.isIndex(constraint, bare)
                    ? Message.DUPLICATE_INDEX_KEY.error(table, place.name(), value)
                    : Message.DUPLICATE_KEY.error(
                            KeyNames.isPrimary(constraint) ? "PRIMARY KEY" : "UNIQUE KEY", place.name(), table, value);
        }
        boolean referenced =
                state.equals("23503") && orEmpty(server.getMessage()).startsWith("update or delete");
        String kind = state.equals("23514") ? "CHECK" : referenced ? "REFERENCE" : "FOREIGN KEY";
        FailedPlace other = kind.equals("FOREIGN KEY") ? place.referenced() : place.own();
        return Message.CONSTRAINT_CONFLICT.error(
                failed.words(),
                kind,
                place.name(),
                failed.database(),
                "dbo." + other.table(),
                other.column().isEmpty() ? "" : ", column '" + other.column() + "'");
    }

    private static @Nullable ServerErrorMessage server(SQLException failure) {
        return failure instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
    }

    /** A column with its table, as both were written. */
    private static String qualified(String text, Failed failed) {
        String name = found(COLUMN, text);
        int dot = name.lastIndexOf('.');
        String table = dot < 0 ? "" : failed.translation().spelled(name.substring(0, dot)) + ".";
        return table + failed.translation().spelled(name.substring(dot + 1));
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
