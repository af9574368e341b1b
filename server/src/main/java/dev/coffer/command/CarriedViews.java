package dev.coffer.command;

import dev.coffer.translate.Reference;
import dev.coffer.translate.ResultShape;
import dev.coffer.work.Cancellation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Views of the instance whose rows are copied to another cluster for one statement. Both ends are PostgreSQL of one
 * version, so every value survives the way through its text. Confined to the session's thread.
 */
final class CarriedViews {

    /** Rows sent at once. */
    private static final int BATCH_ROWS = 500;

    private static final String COLUMNS = "SELECT pg_catalog.format_type(atttypid, atttypmod),"
            + " pg_catalog.quote_ident(attname) FROM pg_catalog.pg_attribute"
            + " WHERE attrelid = pg_catalog.to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum";

    private final Connection master;
    private final Map<Reference, String> names = new LinkedHashMap<>();

    CarriedViews(Connection master, Set<Reference> views) {
        this.master = master;
        for (Reference view : views) {
            names.put(view, "carried_" + (names.size() + 1));
        }
    }

    private record Field(String type, String name) {}

    /** The temporary tables' names. */
    Map<Reference, String> names() {
        return Map.copyOf(names);
    }

    /** @throws SQLException 42P01 with the view's name when there is no such view */
    void fill(Connection target, Cancellation cancellation) throws SQLException {
        for (Map.Entry<Reference, String> entry : names.entrySet()) {
            String view = engineName(entry.getKey());
            List<Field> fields = fields(view);
            try (Statement create = target.createStatement()) {
                // An unknown view fails here, in the words PostgreSQL has for it.
                create.execute(
                        fields.isEmpty()
                                ? "SELECT FROM " + view
                                : "CREATE TEMPORARY TABLE " + entry.getValue() + " (" + definitions(fields) + ")");
            }
            copy("SELECT * FROM " + view, target, insertion(entry.getValue(), fields), cancellation);
        }
    }

    private List<Field> fields(String view) throws SQLException {
        List<Field> fields = new ArrayList<>();
        try (PreparedStatement select = master.prepareStatement(COLUMNS)) {
            select.setString(1, view);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    fields.add(new Field(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return fields;
    }

    private static String definitions(List<Field> fields) {
        return String.join(
                ", ",
                fields.stream().map(field -> field.name() + " " + field.type()).toList());
    }

    private static String insertion(String table, List<Field> fields) {
        List<String> values = fields.stream()
                .map(field -> "CAST(CAST(? AS text) AS " + field.type() + ")")
                .toList();
        return "INSERT INTO pg_temp." + table + " VALUES (" + String.join(", ", values) + ")";
    }

    private void copy(String query, Connection target, String insertion, Cancellation cancellation)
            throws SQLException {
        try (Statement select = master.createStatement();
                ResultSet rows = select.executeQuery(query);
                PreparedStatement insert = target.prepareStatement(insertion)) {
            int count = rows.getMetaData().getColumnCount();
            for (int pending = 1; rows.next(); pending++) {
                cancellation.check();
                for (int index = 1; index <= count; index++) {
                    insert.setString(index, rows.getString(index));
                }
                insert.addBatch();
                if (pending % BATCH_ROWS == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
    }

    void drop(Connection target) throws SQLException {
        if (!names.isEmpty()) {
            List<String> tables =
                    names.values().stream().map(name -> "pg_temp." + name).toList();
            try (Statement drop = target.createStatement()) {
                drop.execute("DROP TABLE " + String.join(", ", tables));
            }
        }
    }

    /** The view that a temporary table stands for; nothing for other tables. */
    Optional<ResultShape.Source> source(String table) {
        return names.entrySet().stream()
                .filter(entry -> entry.getValue().equals(table))
                .map(entry -> new ResultShape.Source(
                        master, entry.getKey().engineSchema(), entry.getKey().object()))
                .findFirst();
    }

    private static String engineName(Reference view) {
        return '"' + view.engineSchema() + "\".\"" + view.object().replace("\"", "\"\"") + '"';
    }
}
