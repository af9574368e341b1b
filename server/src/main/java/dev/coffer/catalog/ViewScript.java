package dev.coffer.catalog;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Views described once, for PostgreSQL and for the T-SQL types that clients are told. A description is text:
 *
 * <pre>
 * view schema.name
 * column | T-SQL type | SQL expression
 * ...
 * from the rest of the SELECT
 * </pre>
 *
 * Lines that begin with # are comments. Every expression is cast to the type's PostgreSQL form. The views are created
 * anew whenever the description changes.
 */
final class ViewScript {

    private final List<View> views;
    private final byte[] digest;

    private ViewScript(List<View> views, byte[] digest) {
        this.views = List.copyOf(views);
        this.digest = digest;
    }

    record View(String schema, String name, List<Column> columns, String from) {

        String create() {
            StringBuilder sql = new StringBuilder("CREATE VIEW ")
                    .append(schema)
                    .append('.')
                    .append(name)
                    .append(" AS SELECT ");
            for (int index = 0; index < columns.size(); index++) {
                Column column = columns.get(index);
                sql.append(index == 0 ? "" : ", ")
                        .append("CAST(")
                        .append(column.expression())
                        .append(" AS ")
                        .append(postgresType(column.type()))
                        .append(") AS \"")
                        .append(column.name())
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

    static ViewScript read(List<String> resources) {
        List<View> views = new ArrayList<>();
        StringBuilder all = new StringBuilder();
        for (String resource : resources) {
            String text = SchemaSteps.text(resource);
            all.append(text);
            views.addAll(parse(text));
        }
        return new ViewScript(views, sha256(all.toString()));
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
            for (View view : views) {
                String name = view.schema() + "." + view.name();
                statement.execute("DROP VIEW IF EXISTS " + name);
                statement.execute(view.create());
                statement.execute("GRANT SELECT ON " + name + " TO PUBLIC");
                helpers.declare(connection, view.schema(), view.name(), view.declared());
            }
        }
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE coffer.schema_version SET views_digest = ?")) {
            update.setBytes(1, digest);
            update.executeUpdate();
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
        for (String line : text.lines().toList()) {
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
            case "nvarchar" -> length.equals("(max)") ? "text" : "varchar" + length;
            case "char" -> "char" + length;
            case "int" -> "integer";
            case "tinyint", "smallint" -> "smallint";
            case "bigint" -> "bigint";
            case "bit" -> "boolean";
            case "numeric" -> "numeric" + length;
            case "datetime" -> "timestamp(3)";
            case "uniqueidentifier" -> "uuid";
            case "varbinary" -> "bytea";
            case "sql_variant" -> "text";
            default -> throw new IllegalStateException("No PostgreSQL type for " + type);
        };
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("This Java runtime lacks SHA-256", absent);
        }
    }
}
