package dev.coffer.translate;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.ServerErrorMessage;

/** What statements about tables, keys and indexes fail with in SQL Server. */
final class TableFailures {

    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
    private static final Pattern REFERENCING = Pattern.compile("constraint ([^ ]+) on table ([^ ]+) depends");
    private static final Pattern DROPPED = Pattern.compile("table ([^ ]+)");

    private TableFailures() {}

    /** Empty when nothing about the failure is special to such statements. */
    static Optional<SqlError> of(
            String state, String text, @Nullable ServerErrorMessage server, SqlStates.Failed failed) {
        return Optional.ofNullable(
                switch (failed.words()) {
                    case "CREATE TABLE", "ALTER TABLE" -> table(state, text, server, failed);
                    case "DROP TABLE" -> drop(state, text, failed);
                    case "DROP VIEW" -> dropView(state, text, failed);
                    case "TRUNCATE TABLE" -> truncate(state, failed);
                    case "CREATE INDEX" -> createIndex(state, text, failed);
                    case "DROP INDEX" ->
                        state.equals("42704") || state.equals("42P01")
                                ? Message.CANNOT_DROP_MISSING
                                        .error(
                                                "drop",
                                                "index",
                                                failed.translation().subject())
                                        .withState(7)
                                : null;
                    default -> null;
                });
    }

    private static @Nullable SqlError table(
            String state, String text, @Nullable ServerErrorMessage server, SqlStates.Failed failed) {
        Translation translation = failed.translation();
        String quoted = found(QUOTED, text);
        boolean alters = failed.words().equals("ALTER TABLE");
        return switch (state) {
            case "42701" -> Message.COLUMN_TWICE.error(translation.spelled(quoted), translation.target());
            case "42P01" -> {
                Optional<ForeignKeyNames.Found> key = ForeignKeyNames.byTable(translation, quoted);
                if (key.isPresent()) {
                    yield notCreated(Message.REFERENCES_MISSING_TABLE.error(
                            key.get().key(), key.get().table()));
                }
                yield alters ? Message.ALTER_MISSING.error(translation.spelled(quoted)) : null;
            }
            case "42703" -> missingColumn(text, quoted, failed);
            case "42830", "42704" ->
                ForeignKeyNames.any(translation)
                        .map(key -> notCreated(Message.REFERENCES_NO_KEY.error(key.table(), key.key())))
                        .orElse(null);
            case "42P07", "42710" -> {
                String name = KeyNames.plain(quoted, "");
                SqlError exists = Message.OBJECT_EXISTS.error(translation.spelled(name.equals(quoted) ? quoted : name));
                yield name.equals(quoted) && !text.contains("constraint ") ? exists : notCreated(exists);
            }
            case "42P16" ->
                text.contains("multiple primary keys")
                        ? notCreated((alters ? Message.SECOND_PRIMARY_KEY : Message.TWO_PRIMARY_KEYS)
                                .error(translation.target()))
                        : Message.COLUMN_IS_USED.error("ALTER TABLE ALTER COLUMN", translation.spelled(quoted));
            case "23502" ->
                translation.subject().equals("ALTER TABLE ALTER COLUMN")
                        ? null
                        : Message.NEW_COLUMN_NEEDS_DEFAULT.error(translation.spelled(quoted), translation.target());
            case "23505" ->
                duplicates(text, failed).map(TableFailures::notCreated).orElse(null);
            default -> guarded(state, text, server, failed);
        };
    }

    /** What the checks before a change found, and what stands on a constraint. */
    private static @Nullable SqlError guarded(
            String state, String text, @Nullable ServerErrorMessage server, SqlStates.Failed failed) {
        Translation translation = failed.translation();
        return switch (state) {
            case "CF001" -> {
                String[] parts = bare(server).split("\\|", 3);
                String column = translation.spelled(parts[2]);
                yield Message.COLUMN_HAS_DEPENDENT
                        .error(parts[0], parts[1], "column", column)
                        .followedBy(Message.COLUMN_IS_USED.error("ALTER TABLE DROP COLUMN", column));
            }
            case "CF002" ->
                Message.NOT_A_CONSTRAINT
                        .error(translation.spelled(bare(server)))
                        .followedBy(Message.CONSTRAINT_NOT_DROPPED.error());
            case "CF003" -> notCreated(Message.PRIMARY_KEY_TAKES_NULL.error(bare(server)));
            case "CF004" -> notCreated(Message.SECOND_DEFAULT.error());
            case "CF005" -> Message.CONSTRAINT_MISSING.error(translation.spelled(bare(server)));
            case "2BP01" -> {
                Matcher other = REFERENCING.matcher(text);
                if (!other.find()) {
                    yield null;
                }
                String key = bareTable(other.group(1));
                FailedConstraint found =
                        FailedConstraint.find(failed.connection(), bareTable(other.group(2)), key, key);
                yield Message.CONSTRAINT_REFERENCED
                        .error(
                                translation.spelled(KeyNames.plain(found(QUOTED, text), "")),
                                "dbo." + found.table(),
                                found.name())
                        .followedBy(Message.CONSTRAINT_NOT_DROPPED.error());
            }
            default -> null;
        };
    }

    private static @Nullable SqlError missingColumn(String text, String quoted, SqlStates.Failed failed) {
        Translation translation = failed.translation();
        Optional<ForeignKeyNames.Found> key = ForeignKeyNames.byColumn(translation, quoted);
        if (text.contains("referenced in foreign key constraint") && key.isPresent()) {
            return notCreated(Message.REFERENCED_COLUMN_MISSING.error(
                    key.get().key(), translation.spelled(quoted), key.get().table()));
        }
        if (text.contains("referenced in foreign key constraint")) {
            return ForeignKeyNames.any(translation)
                    .map(any -> notCreated(Message.REFERENCING_COLUMN_MISSING.error(
                            any.key(), translation.spelled(quoted), translation.target())))
                    .orElse(null);
        }
        if (text.contains("named in key")) {
            return notCreated(Message.INDEX_COLUMN_MISSING.error(translation.spelled(quoted)));
        }
        return translation.subject().isEmpty()
                ? null
                : Message.ALTERED_COLUMN_MISSING.error(
                        translation.subject(), translation.spelled(quoted), translation.target());
    }

    private static @Nullable SqlError drop(String state, String text, SqlStates.Failed failed) {
        String name = failed.translation().spelled("dbo." + bareTable(found(DROPPED, text)));
        if (state.equals("42P01")) {
            return Message.CANNOT_DROP_MISSING
                    .error("drop", "table", failed.translation().spelled(found(QUOTED, text)))
                    .withState(5);
        }
        if (state.equals("42809")) {
            String view = failed.translation().spelled("dbo." + found(QUOTED, text));
            return Message.NOT_OF_THAT_KIND.error("TABLE", view, view, "view", "DROP VIEW");
        }
        if (state.equals("2BP01")) {
            return text.contains("constraint ")
                    ? Message.DROP_REFERENCED.error(name)
                    : Message.NOT_SUPPORTED.error("Dropping a table that a view reads");
        }
        return null;
    }

    private static @Nullable SqlError dropView(String state, String text, SqlStates.Failed failed) {
        String quoted = found(QUOTED, text);
        String name = failed.translation().spelled(quoted.contains(".") ? quoted : "dbo." + quoted);
        return switch (state) {
            case "42P01" ->
                Message.CANNOT_DROP_MISSING.error("drop", "view", name).withState(5);
            case "42809" -> {
                String written = failed.translation().spelled("dbo." + quoted);
                yield Message.NOT_OF_THAT_KIND.error("VIEW", written, written, "table", "DROP TABLE");
            }
            case "2BP01" -> Message.NOT_SUPPORTED.error("Dropping a view that another view reads");
            default -> null;
        };
    }

    private static String bareTable(String written) {
        String bare = written.replace("\"", "");
        return bare.substring(bare.indexOf('.') + 1);
    }

    private static @Nullable SqlError truncate(String state, SqlStates.Failed failed) {
        String name = failed.translation().subject();
        return switch (state) {
            case "42P01" -> Message.TRUNCATE_MISSING.error(name);
            case "0A000" -> Message.TRUNCATE_REFERENCED.error(name);
            default -> null;
        };
    }

    private static @Nullable SqlError createIndex(String state, String text, SqlStates.Failed failed) {
        Translation translation = failed.translation();
        return switch (state) {
            case "42P01" -> Message.OBJECT_MISSING.error(translation.spelled(found(QUOTED, text)));
            case "42703" -> Message.INDEX_COLUMN_MISSING.error(translation.spelled(found(QUOTED, text)));
            case "42P07" -> Message.INDEX_EXISTS.error(translation.subject(), "dbo." + translation.target());
            case "23505" -> duplicates(text, failed).orElse(null);
            default -> null;
        };
    }

    /** Rows that are there stand in the way of a unique index. */
    private static Optional<SqlError> duplicates(String text, SqlStates.Failed failed) {
        if (!text.contains("could not create unique index")) {
            return Optional.empty();
        }
        String index = KeyNames.plain(
                found(QUOTED, text), failed.translation().target().toLowerCase(Locale.ROOT));
        String value = found(SqlStates.KEY, text);
        return Optional.of(Message.INDEX_DUPLICATES.error(
                "dbo." + failed.translation().target(), failed.translation().spelled(index), value));
    }

    private static SqlError notCreated(SqlError error) {
        return error.followedBy(Message.CONSTRAINT_NOT_CREATED.error());
    }

    private static String bare(@Nullable ServerErrorMessage server) {
        String text = server == null ? null : server.getMessage();
        return text == null ? "" : text;
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() && matcher.group(1) != null ? matcher.group(1) : "";
    }
}
