package dev.coffer.catalog;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Views described once, for PostgreSQL and for the T-SQL types that clients are told. A description is text:
 *
 * <pre>
 * view schema.name
 * column | T-SQL type | SQL expression
 * ...
 * from the rest of the SELECT
 *   which may go on in lines that begin with two blanks
 * </pre>
 *
 * Lines that begin with # are comments; a word in <code>${}</code> stands for a value that the server knows. Every
 * expression is cast to the type's PostgreSQL form. In PostgreSQL all names are in lower case, and INFORMATION_SCHEMA,
 * which it has itself, is {@value #STANDARD_SCHEMA}. The views are created anew whenever the description changes.
 */
final class ViewScript {

    /** Where the views of INFORMATION_SCHEMA lie. */
    static final String STANDARD_SCHEMA = "tsql_information_schema";

    /** Rows of the running instance, which a statement that names one of its views brings along. */
    private static final String SESSIONS =
            "json_to_recordset(NULLIF(current_setting('coffer.sessions', true), '')::json) AS s (id"
                    + " integer, host text, program text, pid bigint, transport text, address text, login text,"
                    + " login_time timestamptz, connection uuid, database text, quoted boolean, isolation"
                    + " integer, lock_timeout integer, text_size integer, transactions integer, transaction"
                    + " bigint, rows bigint, error integer, last_start timestamptz, last_end timestamptz, cpu"
                    + " bigint, elapsed bigint, killed boolean, running boolean, request_start timestamptz,"
                    + " request_elapsed bigint, command text, wait text, wait_time bigint, percent double"
                    + " precision, left_time bigint, level integer, handle text)";

    /** What a connection to a user database is told at its beginning. */
    private static final Map<String, String> SESSION = Map.of(
            "${sessions}",
            SESSIONS,
            "${texts}",
            "json_to_recordset(NULLIF(current_setting('coffer.texts', true), '')::json) AS t"
                    + " (handle text, text text)",
            "${sizes}",
            "json_to_recordset(NULLIF(current_setting('coffer.sizes', true), '')::json) AS z"
                    + " (id integer, name text, data_name text, log_name text, data bigint, log bigint)",
            "${database}",
            "current_setting('coffer.database', true)",
            "${data.path}",
            "current_setting('coffer.data_path', true)",
            "${log.path}",
            "current_setting('coffer.log_path', true)");

    private static final String STILL_USED = "2BP01";

    private final List<View> views;
    private final byte[] digest;

    private ViewScript(List<View> views, byte[] digest) {
        this.views = List.copyOf(views);
        this.digest = digest;
    }

    record View(String schema, String name, List<Column> columns, String from) {

        String engineName() {
            return engineSchema() + "." + lower(name);
        }

        String engineSchema() {
            return schema.equals("INFORMATION_SCHEMA") ? STANDARD_SCHEMA : schema;
        }

        /** @param verb CREATE, with or without OR REPLACE */
        String create(String verb) {
            StringBuilder sql = new StringBuilder(verb)
                    .append(" VIEW ")
                    .append(engineName())
                    .append(" AS SELECT ");
            for (int index = 0; index < columns.size(); index++) {
                Column column = columns.get(index);
                sql.append(index == 0 ? "" : ", ")
                        .append("CAST(")
                        .append(column.expression())
                        .append(" AS ")
                        .append(postgresType(column.type()))
                        .append(") AS \"")
                        .append(lower(column.name()))
                        .append('"');
            }
            return sql.append(" FROM ").append(from).toString();
        }

        List<DeclaredColumn> declared() {
            return columns.stream()
                    .map(column -> new DeclaredColumn(column.name(), column.type()))
                    .toList();
        }
    }

    record Column(String name, String type, String expression) {}

    /**
     * @param resources beside this class
     * @param words SQL expressions by the words in braces that stand for them
     */
    static ViewScript read(List<String> resources, Map<String, String> words) {
        List<View> views = new ArrayList<>();
        StringBuilder all = new StringBuilder();
        for (String resource : resources) {
            String text = filled(filled(SchemaSteps.text(resource), SESSION), words);
            all.append(text);
            views.addAll(parse(text));
        }
        return new ViewScript(views, sha256(all.toString()));
    }

    private static String filled(String text, Map<String, String> words) {
        String filled = text;
        for (Map.Entry<String, String> word : words.entrySet()) {
            filled = filled.replace(word.getKey(), word.getValue());
        }
        return filled;
    }

    List<View> views() {
        return views;
    }

    /** Creates the views unless these very ones are there. Inside a transaction of the owner. */
    void install(Connection connection, Installation helpers) throws SQLException {
        if (Arrays.equals(digest, installed(connection))) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            String verb = drop(connection, statement) ? "CREATE" : "CREATE OR REPLACE";
            for (View view : views) {
                String name = view.engineName();
                statement.execute(
                        view.create(verb) + "; ALTER VIEW " + name + " OWNER TO CURRENT_USER; GRANT SELECT ON " + name
                                + " TO PUBLIC; COMMENT ON VIEW " + name + " IS '" + view.name() + "'");
                helpers.declare(connection, view.engineSchema(), lower(view.name()), view.declared());
            }
        }
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE coffer.schema_version SET views_digest = ?")) {
            update.setBytes(1, digest);
            update.executeUpdate();
        }
    }

    /** All at once, since they lean on each other. Answers false when a user's view leans on one: then all stay. */
    private boolean drop(Connection connection, Statement statement) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            statement.execute("DROP VIEW IF EXISTS "
                    + String.join(", ", views.stream().map(View::engineName).toList()));
            connection.releaseSavepoint(before);
            return true;
        } catch (SQLException failed) {
            if (!STILL_USED.equals(failed.getSQLState())) {
                throw failed;
            }
            connection.rollback(before);
            return false;
        }
    }

    private static byte[] installed(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT views_digest FROM coffer.schema_version")) {
            byte[] found = rows.next() ? rows.getBytes(1) : null;
            return found == null ? new byte[0] : found;
        }
    }

    static List<View> parse(String text) {
        List<View> views = new ArrayList<>();
        String name = "";
        List<Column> columns = new ArrayList<>();
        for (String line : text.replace("\n  ", " ").lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("view ")) {
                name = line.substring("view ".length()).trim();
            } else if (line.startsWith("from ")) {
                int dot = name.indexOf('.');
                views.add(new View(
                        name.substring(0, dot),
                        name.substring(dot + 1),
                        List.copyOf(columns),
                        line.substring("from ".length())));
                columns.clear();
            } else {
                columns.add(column(line));
            }
        }
        if (!columns.isEmpty()) {
            throw new IllegalStateException("The view " + name + " has no end");
        }
        return views;
    }

    private static Column column(String line) {
        int first = line.indexOf(" | ");
        int second = line.indexOf(" | ", first + 1);
        if (first < 0 || second < 0) {
            throw new IllegalStateException("Not a column of a view: " + line);
        }
        return new Column(line.substring(0, first), line.substring(first + 3, second), line.substring(second + 3));
    }

    static String postgresType(String type) {
        int open = type.indexOf('(');
        String length = open < 0 ? "" : type.substring(open);
        String word = open < 0 ? type : type.substring(0, open);
        return switch (word) {
            case "sysname" -> "varchar(128)";
            case "nvarchar", "varchar" -> length.equals("(max)") ? "text" : "varchar" + length;
            case "char", "nchar" -> "char" + length;
            case "int" -> "integer";
            case "tinyint", "smallint" -> "smallint";
            case "bigint" -> "bigint";
            case "bit" -> "boolean";
            case "numeric" -> "numeric" + length;
            case "datetime" -> "timestamp(3)";
            case "uniqueidentifier" -> "uuid";
            case "real" -> "real";
            case "binary", "varbinary" -> "bytea";
            case "sql_variant" -> "sys.sql_variant";
            default -> throw new IllegalStateException("No PostgreSQL type for " + type);
        };
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("This Java runtime lacks SHA-256", absent);
        }
    }
}
