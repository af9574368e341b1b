package dev.coffer.translate;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.SqlType;
import dev.coffer.tsql.Delete;
import dev.coffer.tsql.Expression;
import dev.coffer.tsql.Insert;
import dev.coffer.tsql.InsertBulk;
import dev.coffer.tsql.Name;
import dev.coffer.tsql.ObjectName;
import dev.coffer.tsql.TableSource;
import dev.coffer.tsql.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * INSERT, UPDATE and DELETE in PostgreSQL's words. Where the target stands in FROM, its inner joins are folded into
 * WHERE. A join of the target with itself, by ctid or otherwise, would silently skip a row that another session changed
 * meanwhile; the folded form waits for it and looks again. What TOP wants is locked first, by a text of its own.
 */
final class ChangeWriter {

    private static final String TABLES = "sys.locked_tables";
    private static final String ROWS = "sys.locked_rows";

    /** No name of T-SQL's in the same statement is likely to be it. */
    private static final String PLACES = "\"sys places\"";

    private final Names names;
    private final QueryWriter queries;
    private final ExpressionWriter expressions;
    private final OutputWriter output;

    ChangeWriter(Names names, QueryWriter queries) {
        this.names = names;
        this.queries = queries;
        this.expressions = queries.expressions();
        this.output = new OutputWriter(names, queries);
    }

    /** Behind an insert that gives values to its identity column, that column goes on behind them. */
    List<String> insert(Insert insert) throws SqlError {
        String table = names.changed(insert.table());
        String sql = output.write(insert(insert, table), insert.output(), insert.table(), OutputWriter.Rows.INSERTED);
        return insert.givenIdentity().isEmpty()
                ? List.of(sql)
                : List.of(
                        sql,
                        "SELECT sys.pass_identity(" + Names.literal(table) + ", "
                                + Names.literal(insert.givenIdentity().get().text()) + ")");
    }

    /** COPY of rows in PostgreSQL's text form, in which {@code \N} is NULL and {@code \D} the column's default. */
    String copy(InsertBulk bulk) throws SqlError {
        String table = names.changed(bulk.table());
        List<String> columns = new ArrayList<>();
        for (InsertBulk.BulkColumn column : bulk.columns()) {
            columns.add(names.folded(column.name()));
        }
        return "COPY " + table + " (" + String.join(", ", columns) + ") FROM STDIN (DEFAULT '\\D')";
    }

    private String insert(Insert insert, String table) throws SqlError {
        List<String> columns = new ArrayList<>();
        List<Optional<SqlType>> types = new ArrayList<>();
        Map<String, SqlType> declared = queries.types().declared(insert.table());
        for (Name column : insert.columns()) {
            columns.add(names.folded(column));
            types.add(Optional.ofNullable(declared.get(column.text().toLowerCase(Locale.ROOT))));
        }
        String head = "INSERT INTO " + table
                + (columns.isEmpty() ? " " : " (" + String.join(", ", columns) + ") ")
                + (insert.givenIdentity().isEmpty() ? "" : "OVERRIDING SYSTEM VALUE ");
        if (insert.source() instanceof Insert.Values values) {
            for (List<Expression> row : values.rows()) {
                if (!columns.isEmpty() && row.size() != columns.size()) {
                    throw (row.size() < columns.size() ? Message.FEWER_VALUES : Message.MORE_VALUES)
                            .error()
                            .atLine(insert.position().line());
                }
            }
            return head + values(values.rows(), types);
        }
        if (insert.source() instanceof Insert.FromQuery from) {
            return head + queries.assigned(from.query(), types);
        }
        return head + "DEFAULT VALUES";
    }

    private String values(List<List<Expression>> rows, List<Optional<SqlType>> types) throws SqlError {
        List<String> written = new ArrayList<>();
        for (List<Expression> row : rows) {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                values.add(expressions.assigned(i < types.size() ? types.get(i) : Optional.empty(), row.get(i)));
            }
            written.add("(" + String.join(", ", values) + ")");
        }
        return "VALUES " + String.join(", ", written);
    }

    String update(Update update) throws SqlError {
        Folded folded = fold(update.target(), update.from());
        String target = folded.target();
        folded.enter(update.from());
        Map<String, SqlType> types = queries.types().declared(folded.table());
        List<String> assignments = new ArrayList<>();
        for (Update.Assignment assignment : update.assignments()) {
            String column = names.folded(assignment.column());
            Expression value = value(assignment, folded.alias());
            SqlType type = types.get(assignment.column().text().toLowerCase(Locale.ROOT));
            assignments.add(column + " = " + expressions.assigned(Optional.ofNullable(type), value));
        }
        String sql = "UPDATE " + target + " SET " + String.join(", ", assignments)
                + chosen(folded, update.where(), update.top(), " FROM ");
        String whole = output.write(sql, update.output(), folded.table(), OutputWriter.Rows.BOTH);
        queries.types().leave();
        return whole;
    }

    /** {@code a += value} is {@code a = a + (value)}. */
    static Expression value(Update.Assignment assignment, Name table) {
        Expression value = assignment.value();
        if (assignment.operator().isEmpty()) {
            return value;
        }
        Expression old = new Expression.ColumnReference(value.position(), List.of(table, assignment.column()));
        return new Expression.Arithmetic(
                value.position(), assignment.operator(), old, new Expression.Parenthesised(value.position(), value));
    }

    String delete(Delete delete) throws SqlError {
        Folded folded = fold(delete.target(), delete.from());
        String target = folded.target();
        folded.enter(delete.from());
        String sql = "DELETE FROM " + target + chosen(folded, delete.where(), delete.top(), " USING ");
        String whole = output.write(sql, delete.output(), folded.table(), OutputWriter.Rows.DELETED);
        queries.types().leave();
        return whole;
    }

    private String where(Folded folded, Optional<Expression> where) throws SqlError {
        List<String> conditions = new ArrayList<>();
        for (Expression condition : folded.conditions) {
            conditions.add("(" + expressions.write(condition) + ")");
        }
        if (where.isPresent()) {
            conditions.add("(" + expressions.write(where.get()) + ")");
        }
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    /**
     * What goes before UPDATE TOP: so many rows at most are locked, and their places noted for the change, which finds
     * them as they are then. A place is a row's only within its own table, of which a partitioned one has several.
     */
    Optional<String> lock(Update update) throws SqlError {
        return lock(update.target(), update.where(), update.top());
    }

    /** The same before DELETE TOP. */
    Optional<String> lock(Delete delete) throws SqlError {
        return lock(delete.target(), delete.where(), delete.top());
    }

    private Optional<String> lock(ObjectName table, Optional<Expression> where, Optional<Expression> top)
            throws SqlError {
        if (top.isEmpty()) {
            return Optional.empty();
        }
        Folded folded = new Folded(table);
        String target = folded.target();
        folded.enter(List.of());
        String alias = names.folded(folded.alias());
        String sql = "SELECT " + noted(TABLES, "tableoid") + ", " + noted(ROWS, "ctid") + " FROM (SELECT " + alias
                + ".tableoid, " + alias + ".ctid FROM " + target + where(folded, where) + " LIMIT "
                + queries.count(top.get()) + " FOR UPDATE) AS locked";
        queries.types().leave();
        return Optional.of(sql);
    }

    private static String noted(String setting, String column) {
        return "set_config('" + setting + "', coalesce(array_agg(" + column + "), '{}')::text, true)";
    }

    /** What was locked, beside the other sources. */
    private static String places(String word) {
        return word + "unnest(current_setting('" + TABLES + "')::oid[], current_setting('" + ROWS + "')::tid[]) AS "
                + PLACES + " (\"sys table\", \"sys row\")";
    }

    /** Which rows: those that are wanted, or those that were locked. */
    private String chosen(Folded folded, Optional<Expression> where, Optional<Expression> top, String word)
            throws SqlError {
        if (top.isEmpty()) {
            return folded.others(word) + where(folded, where);
        }
        String alias = names.folded(folded.alias());
        return places(word) + " WHERE " + alias + ".ctid = " + PLACES + ".\"sys row\" AND " + alias + ".tableoid = "
                + PLACES + ".\"sys table\"";
    }

    /** The target, and what is left of FROM. */
    private final class Folded {

        private final ObjectName written;
        private final List<TableSource> rest = new ArrayList<>();
        private final List<Expression> conditions = new ArrayList<>();
        private TableSource.@Nullable Table found;

        Folded(ObjectName written) {
            this.written = written;
        }

        private Name alias() {
            TableSource.Table table = found;
            return table == null
                    ? written.object()
                    : table.alias().orElse(table.name().object());
        }

        ObjectName table() {
            TableSource.Table table = found;
            return table == null ? written : table.name();
        }

        String target() throws SqlError {
            return names.changed(table()) + " AS " + names.folded(alias());
        }

        /** The tables whose columns may be named. */
        void enter(List<TableSource> from) throws SqlError {
            List<TableSource> all = new ArrayList<>(from);
            if (found == null) {
                all.add(new TableSource.Table(written, Optional.empty()));
            }
            queries.types().enter(all);
        }

        String others(String word) throws SqlError {
            List<String> sources = new ArrayList<>();
            for (TableSource source : rest) {
                sources.add(queries.source(source));
            }
            return sources.isEmpty() ? "" : word + String.join(", ", sources);
        }

        void add(TableSource source) throws SqlError {
            if (source instanceof TableSource.Table table && matches(table)) {
                if (found != null) {
                    throw refused("UPDATE or DELETE with its target twice in FROM");
                }
                found = table;
            } else if (source instanceof TableSource.Join join && holdsTarget(join)) {
                boolean inner = join.kind() == TableSource.Kind.INNER || join.kind() == TableSource.Kind.CROSS;
                if (!inner) {
                    throw refused("UPDATE or DELETE with an outer join or APPLY of its target");
                }
                add(join.left());
                add(join.right());
                join.on().ifPresent(conditions::add);
            } else {
                rest.add(source);
            }
        }

        /** An alias hides the table's name; without one, the table itself is meant. */
        private boolean matches(TableSource.Table table) {
            boolean plain = written.schema().isEmpty() && written.database().isEmpty();
            if (table.alias().isPresent()) {
                return plain && same(table.alias().get(), written.object());
            }
            return same(table.name().object(), written.object());
        }

        private boolean holdsTarget(TableSource source) {
            if (source instanceof TableSource.Join join) {
                return holdsTarget(join.left()) || holdsTarget(join.right());
            }
            return source instanceof TableSource.Table table && matches(table);
        }

        /** {@code UPDATE t ... FROM t AS x} means x on SQL Server when t stands there once; that is not folded. */
        void checkHidden(TableSource source) throws SqlError {
            if (source instanceof TableSource.Join join) {
                checkHidden(join.left());
                checkHidden(join.right());
            } else if (source instanceof TableSource.Table table
                    && found == null
                    && same(table.name().object(), written.object())) {
                throw refused("UPDATE or DELETE of a table that has an alias in FROM, by its name");
            }
        }

        private SqlError refused(String what) {
            return Message.NOT_SUPPORTED
                    .error(what)
                    .atLine(written.object().position().line());
        }
    }

    private Folded fold(ObjectName target, List<TableSource> from) throws SqlError {
        Folded folded = new Folded(target);
        for (TableSource source : from) {
            folded.add(source);
        }
        for (TableSource source : from) {
            folded.checkHidden(source);
        }
        return folded;
    }

    private static boolean same(Name one, Name other) {
        return one.text().equalsIgnoreCase(other.text());
    }
}
