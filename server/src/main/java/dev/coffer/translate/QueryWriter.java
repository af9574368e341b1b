package dev.coffer.translate;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.SqlType;
import dev.coffer.tsql.Expression;
import dev.coffer.tsql.Name;
import dev.coffer.tsql.Query;
import dev.coffer.tsql.TableSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Queries in PostgreSQL's words. Confined to one thread. */
final class QueryWriter {

    private final Names names;
    private final ValueTypes types;
    private final ExpressionWriter expressions;
    private final TableFunctions functions;
    private final List<Optional<SqlType>> resultTypes = new ArrayList<>();
    private final List<Optional<SqlType>> targets = new ArrayList<>();

    QueryWriter(Names names, Environment environment, ValueTypes types) {
        this.names = names;
        this.types = types;
        this.expressions = new ExpressionWriter(environment, names, this, types);
        this.functions = new TableFunctions(names);
    }

    /** Types of the outermost select list, as far as they are known; to be asked once it is written. */
    List<Optional<SqlType>> resultTypes() {
        return List.copyOf(resultTypes);
    }

    ValueTypes types() {
        return types;
    }

    ExpressionWriter expressions() {
        return expressions;
    }

    /**
     * The whole of a SELECT. A string among its values gets its own length as its type; deeper inside, and where others
     * decide on the type, it stays as open as PostgreSQL's strings are.
     */
    String outermost(Query query) throws SqlError {
        return query(query, Strings.TYPED);
    }

    String nested(Query query) throws SqlError {
        return query(query, Strings.OPEN);
    }

    /** Rows for columns of these types; where a star or a set operator hides which is which, they stay as they are. */
    String assigned(Query query, List<Optional<SqlType>> columns) throws SqlError {
        boolean plain = query.body() instanceof Query.Block block
                && block.items().size() == columns.size()
                && block.items().stream().noneMatch(item -> item instanceof Query.Star);
        targets.addAll(plain ? columns : List.of());
        return query(query, plain ? Strings.ASSIGNED : Strings.OPEN);
    }

    /** The values of the one column one behind the other; without a row NULL, as FOR XML gives. */
    String rowsAsText(Expression.RowsAsText rows) throws SqlError {
        Query.Block block = (Query.Block) rows.query().body();
        Query.Value only = (Query.Value) block.items().get(0);
        Name column = new Name("coffer text", rows.position());
        Query named = rows.query().with(block.with(List.of(new Query.Value(only.value(), Optional.of(column)))));
        String text = "sys.printable(\"coffer rows\".\"coffer text\")";
        if (rows.spelling() == Expression.RowsAsText.Spelling.XML) {
            text = "replace(replace(replace(replace(" + text + ", '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), chr(13),"
                    + " '&#x0D;')";
        }
        return "(SELECT string_agg(" + text + ", '') FROM (" + nested(named) + ") AS \"coffer rows\")";
    }

    private enum Strings {
        TYPED,
        ASSIGNED,
        OPEN
    }

    private String query(Query query, Strings strings) throws SqlError {
        StringBuilder text = new StringBuilder();
        if (!query.with().isEmpty()) {
            List<String> tables = new ArrayList<>();
            for (Query.CommonTable table : query.with()) {
                names.addCommonTable(table.name());
                types.addCommonTable(table);
                tables.add(
                        names.folded(table.name()) + columns(table.columns()) + " AS (" + nested(table.query()) + ")");
            }
            text.append("WITH RECURSIVE ").append(String.join(", ", tables)).append(' ');
        }
        Optional<Query.Top> top = Optional.empty();
        boolean scoped = query.body() instanceof Query.Block;
        if (query.body() instanceof Query.Block block) {
            types.enter(block.from());
            top = block.top();
            text.append(block(block, strings));
        } else {
            text.append(body(query.body()));
        }
        if (!query.orderBy().isEmpty()) {
            List<String> items = new ArrayList<>();
            for (Query.OrderItem item : query.orderBy()) {
                items.add(ordering(item.value(), query.body()) + ExpressionWriter.direction(item.direction()));
            }
            text.append(" ORDER BY ").append(String.join(", ", items));
        }
        if (top.isPresent()) {
            text.append(limit(top.get(), query));
        }
        if (query.offset().isPresent()) {
            text.append(" OFFSET ")
                    .append(checked("offset_count", query.offset().get()));
        }
        if (query.fetch().isPresent()) {
            text.append(" LIMIT ").append(checked("fetch_count", query.fetch().get()));
        }
        if (scoped) {
            types.leave();
        }
        return text.toString();
    }

    /** An alias of the select list goes before a column, and before a table of that name. */
    private String ordering(Expression value, Query.Body body) throws SqlError {
        if (body instanceof Query.Block block) {
            for (Query.Item item : block.items()) {
                boolean alias = item instanceof Query.Value shown
                        && shown.alias().isPresent()
                        && ExpressionWriter.names(value, shown.alias().get().text());
                if (alias) {
                    return names.folded(
                            ((Expression.ColumnReference) value).parts().get(0));
                }
            }
        }
        if (value instanceof Expression.NumberLiteral position && counted(body).isPresent()) {
            requirePosition(position, counted(body).get());
        }
        return expressions.write(value);
    }

    /** How many columns there are, where no star hides that. */
    private static Optional<Integer> counted(Query.Body body) {
        if (body instanceof Query.SetOperation operation) {
            return counted(operation.left());
        }
        boolean plain = body instanceof Query.Block block
                && block.items().stream().noneMatch(item -> item instanceof Query.Star);
        return plain ? Optional.of(((Query.Block) body).items().size()) : Optional.empty();
    }

    private static void requirePosition(Expression.NumberLiteral position, int count) throws SqlError {
        String digits = position.digits();
        boolean among = digits.length() < 5
                && digits.chars().allMatch(Character::isDigit)
                && Integer.parseInt(digits) >= 1
                && Integer.parseInt(digits) <= count;
        if (!among) {
            throw Message.ORDER_BY_POSITION
                    .error(digits)
                    .atLine(position.position().line());
        }
    }

    private String limit(Query.Top top, Query query) throws SqlError {
        int line = query.position().line();
        if (query.offset().isPresent()) {
            throw Message.NOT_SUPPORTED.error("TOP with OFFSET").atLine(line);
        }
        if (top.ties() == Query.Top.Ties.KEPT && query.orderBy().isEmpty()) {
            throw Message.TIES_NEED_ORDER.error().atLine(line);
        }
        String count;
        if (top.unit() == Query.Top.Unit.PERCENT) {
            // The rows are counted by the same query: PostgreSQL knows no shares.
            String all = block((Query.Block) query.body(), Strings.OPEN);
            count = "sys.row_count((SELECT CAST(ceil(count(*) * CAST(" + expressions.write(top.count())
                    + " AS numeric) / 100) AS bigint) FROM (" + all + ") AS counted))";
        } else {
            count = count(top.count());
        }
        return top.ties() == Query.Top.Ties.KEPT ? " FETCH FIRST (" + count + ") ROWS WITH TIES" : " LIMIT " + count;
    }

    /** How many rows TOP wants: NULL, which is all of them to PostgreSQL, fails. */
    String count(Expression value) throws SqlError {
        return checked("row_count", value);
    }

    private String checked(String function, Expression value) throws SqlError {
        boolean plain = value instanceof Expression.NumberLiteral number
                && number.digits().chars().allMatch(Character::isDigit)
                && !number.digits().equals("0");
        String text = expressions.write(value);
        return plain ? text : "sys." + function + "(" + text + ")";
    }

    private String body(Query.Body body) throws SqlError {
        if (body instanceof Query.SetOperation operation) {
            return body(operation.left()) + " " + operation.operator() + " " + body(operation.right());
        }
        if (body instanceof Query.Nested nested) {
            return "(" + nested(nested.query()) + ")";
        }
        Query.Block block = (Query.Block) body;
        if (block.top().isPresent()) {
            Query alone = new Query(block.position(), List.of(), block, List.of(), Optional.empty(), Optional.empty());
            return "(" + nested(alone) + ")";
        }
        types.enter(block.from());
        String text = block(block, Strings.OPEN);
        types.leave();
        return text;
    }

    private String block(Query.Block block, Strings strings) throws SqlError {
        StringBuilder text = new StringBuilder("SELECT ");
        text.append(block.duplicates() == Query.Duplicates.REMOVED ? "DISTINCT " : "");
        List<String> items = new ArrayList<>();
        for (Query.Item item : block.items()) {
            items.add(
                    strings == Strings.ASSIGNED
                            ? expressions.assigned(targets.get(items.size()), ((Query.Value) item).value())
                            : item(item, strings));
            if (strings == Strings.TYPED) {
                resultTypes.add(item instanceof Query.Value value ? types.of(value.value()) : Optional.empty());
            }
        }
        text.append(String.join(", ", items));
        if (!block.from().isEmpty()) {
            List<String> tables = new ArrayList<>();
            for (TableSource table : block.from()) {
                tables.add(source(table));
            }
            text.append(" FROM ").append(String.join(", ", tables));
        }
        if (block.where().isPresent()) {
            text.append(" WHERE ").append(expressions.write(block.where().get()));
        }
        if (!block.groupBy().isEmpty()) {
            text.append(" GROUP BY ").append(expressions.all(block.groupBy(), ", "));
        }
        if (block.having().isPresent()) {
            text.append(" HAVING ").append(expressions.write(block.having().get()));
        }
        return text.toString();
    }

    /** One of the values that a change shows the client. */
    String returned(Query.Item item) throws SqlError {
        resultTypes.add(item instanceof Query.Value value ? types.of(value.value()) : Optional.empty());
        return item(item, Strings.TYPED);
    }

    private String item(Query.Item item, Strings strings) throws SqlError {
        if (item instanceof Query.Star star) {
            return star.qualifier().isPresent()
                    ? names.folded(star.qualifier().get().object()) + ".*"
                    : "*";
        }
        Query.Value value = (Query.Value) item;
        String text = expressions.write(value.value());
        if (strings == Strings.TYPED && value.value() instanceof Expression.StringLiteral string) {
            text = "CAST(" + text + " AS varchar(" + Math.max(1, string.value().length()) + "))";
        }
        return value.alias().isPresent()
                ? text + " AS " + names.folded(value.alias().get())
                : text;
    }

    private String columns(List<Name> columns) throws SqlError {
        List<String> written = new ArrayList<>();
        for (Name column : columns) {
            written.add(names.folded(column));
        }
        return written.isEmpty() ? "" : " (" + String.join(", ", written) + ")";
    }

    String source(TableSource source) throws SqlError {
        if (source instanceof TableSource.Table table) {
            return names.table(table.name()) + " AS "
                    + names.folded(table.alias().orElse(table.name().object()));
        }
        if (source instanceof TableSource.Derived derived) {
            return "(" + nested(derived.query()) + ") AS " + names.folded(derived.alias()) + columns(derived.columns());
        }
        if (source instanceof TableSource.Rows rows) {
            return "(" + values(rows.rows()) + ") AS " + names.folded(rows.alias()) + columns(rows.columns());
        }
        if (source instanceof TableSource.Gathered gathered) {
            return gathered(gathered);
        }
        if (source instanceof TableSource.Join join) {
            return join(join);
        }
        return functions.write((TableSource.Function) source, expressions);
    }

    private String gathered(TableSource.Gathered gathered) throws SqlError {
        List<String> values = new ArrayList<>();
        List<String> arrays = new ArrayList<>();
        List<Name> columns = new ArrayList<>();
        for (TableSource.GatheredColumn column : gathered.columns()) {
            String name = names.folded(column.name());
            columns.add(column.name());
            values.add("CAST(" + name + " AS " + Types.cast(column.type()) + ") AS " + name);
            arrays.add("CAST(" + Parameters.mark(column.variable()) + " AS text[])");
        }
        String alias = names.folded(gathered.alias());
        return "(SELECT " + String.join(", ", values) + " FROM unnest(" + String.join(", ", arrays) + ") AS " + alias
                + columns(columns) + ") AS " + alias;
    }

    String values(List<List<Expression>> rows) throws SqlError {
        List<String> written = new ArrayList<>();
        for (List<Expression> row : rows) {
            written.add("(" + expressions.all(row, ", ") + ")");
        }
        return "VALUES " + String.join(", ", written);
    }

    private String join(TableSource.Join join) throws SqlError {
        String kind = switch (join.kind()) {
            case INNER -> " INNER JOIN ";
            case LEFT -> " LEFT JOIN ";
            case RIGHT -> " RIGHT JOIN ";
            case FULL -> " FULL JOIN ";
            case CROSS -> " CROSS JOIN ";
            case CROSS_APPLY -> " CROSS JOIN LATERAL ";
            case OUTER_APPLY -> " LEFT JOIN LATERAL ";
        };
        String on = join.on().isPresent() ? " ON " + expressions.write(join.on().get()) : "";
        if (join.kind() == TableSource.Kind.OUTER_APPLY) {
            on = " ON true";
        }
        return "(" + source(join.left()) + kind + source(join.right()) + on + ")";
    }
}
