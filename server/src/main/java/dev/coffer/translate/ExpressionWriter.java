package dev.coffer.translate;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.SqlType;
import dev.coffer.tsql.Expression;
import dev.coffer.tsql.Name;
import dev.coffer.tsql.Query;
import dev.coffer.tsql.TypeName;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Expressions in PostgreSQL's words. Confined to one thread. */
final class ExpressionWriter {

    private interface Form<E extends Expression> {
        String write(E expression) throws SqlError;
    }

    /** Columns that every table of PostgreSQL has and none of SQL Server's. */
    private static final Set<String> HIDDEN = Set.of("ctid", "xmin", "xmax", "cmin", "cmax", "tableoid");

    /** PostgreSQL's functions of one argument that take a whole row. */
    private static final Set<String> ROW_FUNCTIONS = Set.of(
            "row_to_json",
            "to_json",
            "to_jsonb",
            "record_out",
            "record_send",
            "hash_record",
            "min",
            "max",
            "count",
            "any_value",
            "array_agg",
            "json_agg",
            "jsonb_agg",
            "json_agg_strict",
            "jsonb_agg_strict",
            "first_value",
            "last_value",
            "lag",
            "lead",
            "mode",
            "quote_literal",
            "quote_nullable",
            "pg_typeof",
            "pg_column_size",
            "pg_column_compression",
            "pg_column_toast_chunk_id",
            "pg_collation_for",
            "num_nulls",
            "num_nonnulls",
            "concat",
            "json_build_array",
            "jsonb_build_array",
            "json_build_object",
            "jsonb_build_object",
            "anyelement_out",
            "anynonarray_out",
            "anycompatible_out",
            "anycompatiblenonarray_out",
            "any_out");

    private static final Set<String> COLLATIONS = Set.of("database_default", "latin1_general_100_bin2_utf8");

    private final Environment environment;
    private final Names names;
    private final ValueTypes types;
    private final TypedForms typed;
    private final SystemFunctions systemFunctions;
    private final Map<Class<?>, Form<Expression>> forms = new HashMap<>();

    ExpressionWriter(Environment environment, Names names, QueryWriter queries, ValueTypes types) {
        this.environment = environment;
        this.names = names;
        this.types = types;
        this.typed = new TypedForms(types);
        this.systemFunctions = new SystemFunctions(environment, names);
        on(Expression.Keyword.class, Expression.Keyword::word);
        on(Expression.NumberLiteral.class, ExpressionWriter::number);
        on(Expression.MoneyLiteral.class, money -> "CAST(" + money.digits() + " AS numeric(19,4))");
        on(Expression.StringLiteral.class, string -> Names.literal(string.value()));
        on(Expression.BinaryLiteral.class, binary -> "CAST('\\x" + binary.hexDigits() + "' AS bytea)");
        on(Expression.ColumnReference.class, this::column);
        on(Expression.Variable.class, this::variable);
        on(Expression.SystemVariable.class, this::systemVariable);
        on(Expression.Unary.class, unary -> "(" + unary.operator() + " " + write(unary.operand()) + ")");
        on(Expression.Arithmetic.class, this::arithmetic);
        on(Expression.Parenthesised.class, inner -> "(" + write(inner.inner()) + ")");
        on(Expression.FunctionCall.class, this::call);
        on(Expression.Case.class, this::caseOf);
        on(Expression.Cast.class, this::cast);
        on(Expression.ScalarQuery.class, scalar -> "(" + queries.nested(scalar.query()) + ")");
        on(Expression.RowsAsText.class, queries::rowsAsText);
        on(Expression.Grouping.class, grouping -> grouping.words() + "(" + all(grouping.groups(), ", ") + ")");
        on(Expression.Collate.class, this::collate);
        on(Expression.AtTimeZone.class, this::atTimeZone);
        on(
                Expression.Comparison.class,
                c -> typed.compared(c.left(), write(c.left()), c.right()) + " " + c.operator() + " "
                        + typed.compared(c.right(), write(c.right()), c.left()));
        on(
                Expression.QuantifiedComparison.class,
                c -> write(c.left()) + " " + c.operator() + " " + c.quantifier() + " (" + queries.nested(c.query())
                        + ")");
        on(Expression.Junction.class, j -> "(" + all(j.parts(), " " + j.operator() + " ") + ")");
        on(Expression.Not.class, not -> "NOT (" + write(not.operand()) + ")");
        on(Expression.IsNull.class, is -> write(is.value()) + " IS" + not(is.sense()) + " NULL");
        on(
                Expression.Between.class,
                b -> write(b.value()) + not(b.sense()) + " BETWEEN "
                        + typed.compared(b.low(), write(b.low()), b.value()) + " AND "
                        + typed.compared(b.high(), write(b.high()), b.value()));
        on(Expression.Like.class, this::like);
        on(Expression.InList.class, this::inList);
        on(
                Expression.InQuery.class,
                in -> write(in.value()) + not(in.sense()) + " IN (" + queries.nested(in.query()) + ")");
        on(Expression.Exists.class, exists -> "EXISTS (" + queries.nested(exists.query()) + ")");
    }

    private <E extends Expression> void on(Class<E> kind, Form<E> form) {
        forms.put(kind, expression -> form.write(kind.cast(expression)));
    }

    String write(Expression expression) throws SqlError {
        Form<Expression> form = forms.get(expression.getClass());
        if (form == null) {
            throw new IllegalStateException(
                    "No form for " + expression.getClass().getSimpleName());
        }
        return form.write(expression);
    }

    /** A value on its way into a column of that type. */
    String assigned(Optional<SqlType> column, Expression value) throws SqlError {
        return typed.assigned(column, value, write(value));
    }

    /** The same of a value that stands there under a name. */
    String assigned(Optional<SqlType> column, Expression value, String name) throws SqlError {
        return typed.assigned(column, value, name);
    }

    String all(List<Expression> expressions, String separator) throws SqlError {
        List<String> written = new ArrayList<>();
        for (Expression expression : expressions) {
            written.add(write(expression));
        }
        return String.join(separator, written);
    }

    /** There is one collation; naming it changes nothing. */
    private String collate(Expression.Collate collate) throws SqlError {
        if (!COLLATIONS.contains(collate.collation().text().toLowerCase(Locale.ROOT))) {
            throw notSupported("COLLATE " + collate.collation().text(), collate);
        }
        return write(collate.value());
    }

    private String atTimeZone(Expression.AtTimeZone at) throws SqlError {
        return "sys.at_zone(" + write(at.value()) + ", " + Names.literal(TimeZones.of(at)) + ")";
    }

    private String inList(Expression.InList in) throws SqlError {
        Expression deciding = typed.deciding(in.value(), in.candidates());
        List<String> candidates = new ArrayList<>();
        for (Expression candidate : in.candidates()) {
            candidates.add(typed.compared(candidate, write(candidate), deciding));
        }
        return typed.compared(in.value(), write(in.value()), deciding) + not(in.sense()) + " IN ("
                + String.join(", ", candidates) + ")";
    }

    private static String not(Expression.Sense sense) {
        return sense == Expression.Sense.NEGATED ? " NOT" : "";
    }

    /** A table's name alone would be its row, and a function's name behind it a call; in T-SQL both are columns. */
    private String column(Expression.ColumnReference column) throws SqlError {
        List<Name> parts = column.parts();
        Name last = parts.get(parts.size() - 1);
        if (HIDDEN.contains(last.text().toLowerCase(Locale.ROOT))) {
            throw Message.INVALID_COLUMN
                    .error(last.text())
                    .atLine(column.position().line());
        }
        if (parts.size() == 1 && names.isAction(last)) {
            return "CAST(merge_action() AS varchar(10))";
        }
        if (types.isRow(column)) {
            return names.folded(last) + "." + names.folded(last);
        }
        if (ROW_FUNCTIONS.contains(last.text().toLowerCase(Locale.ROOT)) && types.isMissing(column)) {
            throw Message.INVALID_COLUMN
                    .error(last.text())
                    .atLine(column.position().line());
        }
        names.checkOutput(parts.size() == 1 ? Optional.empty() : Optional.of(parts.get(parts.size() - 2)), last);
        List<String> written = new ArrayList<>();
        // A table in FROM is known by its last name alone: its schema may be another one here.
        for (Name part : parts.subList(Math.max(0, parts.size() - 2), parts.size())) {
            written.add(names.folded(part));
        }
        if (parts.size() > 1) {
            names.noteQualified(
                    parts.get(parts.size() - 2).text(),
                    String.join(".", parts.stream().map(Name::text).toList()));
        }
        return String.join(".", written);
    }

    private String arithmetic(Expression.Arithmetic expression) throws SqlError {
        return typed.arithmetic(expression, write(expression.left()), write(expression.right()));
    }

    /** A parameter of the declared type; which one, is settled when the whole text is there. */
    private String variable(Expression.Variable variable) throws SqlError {
        TypeName type = environment
                .values()
                .typeOf(variable.name())
                .orElseThrow(() -> Message.UNDECLARED_VARIABLE
                        .error(variable.name())
                        .atLine(variable.position().line()));
        return "CAST(" + Parameters.mark(variable.name()) + " AS " + Types.cast(type) + ")";
    }

    private String systemVariable(Expression.SystemVariable variable) throws SqlError {
        Optional<String> known = environment.values().sql(variable.name());
        if (known.isPresent()) {
            return known.get();
        }
        return switch (variable.name()) {
            case "@@VERSION" -> "CAST(" + Names.literal(environment.version()) + " AS varchar(300))";
            case "@@SERVERNAME" -> "CAST(" + Names.literal(environment.serverName()) + " AS varchar(128))";
            case "@@IDENTITY" -> "CAST(sys.last_identity() AS numeric(38,0))";
            case "@@ROWCOUNT" -> "CAST(" + environment.rowCount() + " AS integer)";
            default ->
                SystemVariables.write(variable.name(), environment)
                        .orElseThrow(() -> Message.UNDECLARED_VARIABLE
                                .error(variable.name())
                                .atLine(variable.position().line()));
        };
    }

    private String call(Expression.FunctionCall call) throws SqlError {
        List<String> arguments = new ArrayList<>();
        for (Expression argument : call.arguments().values()) {
            arguments.add(write(argument));
        }
        String order = orderBy(call.arguments().order());
        Functions.Clauses clauses = new Functions.Clauses(
                call.over().isPresent() ? over(call.over().get()) : "", order.isEmpty() ? order : " " + order);
        if (call.name().text().equalsIgnoreCase("datalength") && arguments.size() == 1) {
            return typed.bytes(call, arguments.get(0));
        }
        if (HashBytes.is(call)) {
            return HashBytes.write(call, arguments.get(1), types);
        }
        Optional<String> system = systemFunctions.call(call, arguments);
        return system.isPresent()
                ? system.get()
                : typed.call(call, Functions.call(call, typed.arguments(call, arguments), clauses, environment));
    }

    private String over(Expression.Over over) throws SqlError {
        StringBuilder text = new StringBuilder(" OVER (");
        if (!over.partitionBy().isEmpty()) {
            text.append("PARTITION BY ").append(all(over.partitionBy(), ", ")).append(' ');
        }
        text.append(orderBy(over.orderBy()));
        over.frame().ifPresent(frame -> text.append(' ').append(frame));
        return text.append(')').toString();
    }

    /** NULL is the smallest value in SQL Server. */
    private String orderBy(List<Query.OrderItem> items) throws SqlError {
        List<String> written = new ArrayList<>();
        for (Query.OrderItem item : items) {
            written.add(write(item.value()) + direction(item.direction()));
        }
        return written.isEmpty() ? "" : "ORDER BY " + String.join(", ", written);
    }

    static String direction(Query.Direction direction) {
        return direction == Query.Direction.ASCENDING ? " ASC NULLS FIRST" : " DESC NULLS LAST";
    }

    private String caseOf(Expression.Case expression) throws SqlError {
        StringBuilder text = new StringBuilder("CASE");
        if (expression.operand().isPresent()) {
            text.append(' ').append(write(expression.operand().get()));
        }
        for (Expression.When when : expression.whens()) {
            String test = write(when.test());
            if (expression.operand().isPresent()) {
                test = typed.compared(when.test(), test, expression.operand().get());
            }
            text.append(" WHEN ").append(test).append(" THEN ").append(write(when.result()));
        }
        if (expression.otherwise().isPresent()) {
            text.append(" ELSE ").append(write(expression.otherwise().get()));
        }
        return text.append(" END").toString();
    }

    private String cast(Expression.Cast cast) throws SqlError {
        String value = write(cast.value());
        Optional<String> offset = typed.offset(cast, value);
        if (offset.isPresent()) {
            return offset.get();
        }
        int style = cast.style().orElse(0);
        if (Casts.toString(cast) && (style == 0 || style == 100)) {
            Optional<String> moment = typed.plainText(cast.value(), value);
            if (moment.isPresent()) {
                return "CAST(" + moment.get() + " AS " + Types.cast(cast.type()) + ")";
            }
        }
        Optional<String> counted = typed.counted(cast, value);
        if (counted.isPresent()) {
            return "CAST(" + counted.get() + " AS " + Types.cast(cast.type()) + ")";
        }
        Optional<String> read = style == 0 ? typed.read(cast, value) : Optional.empty();
        return read.isPresent()
                ? "CAST(" + read.get() + " AS " + Types.cast(cast.type()) + ")"
                : Casts.write(cast, value);
    }

    /** Whole numbers that int cannot hold are decimals in T-SQL, and numbers with an exponent are floats. */
    private static String number(Expression.NumberLiteral number) {
        String digits = number.digits();
        if (digits.indexOf('e') >= 0 || digits.indexOf('E') >= 0) {
            return "CAST(" + digits + " AS double precision)";
        }
        boolean whole = digits.indexOf('.') < 0;
        boolean wide = whole && new BigInteger(digits).bitLength() > Integer.SIZE - 1;
        return wide ? "CAST(" + digits + " AS numeric)" : digits;
    }

    /** T-SQL has no default escape character, and sets in brackets. */
    private String like(Expression.Like like) throws SqlError {
        String not = not(like.sense());
        String searched = typed.searched(like.value(), write(like.value()));
        if (!(like.pattern() instanceof Expression.StringLiteral pattern)) {
            if (like.escape().isPresent()) {
                throw notSupported("LIKE with ESCAPE and a pattern that is no literal", like);
            }
            return searched + not + " LIKE sys.plain_pattern(" + write(like.pattern()) + ") ESCAPE ''";
        }
        Optional<Character> escape = Optional.empty();
        if (like.escape().isPresent()) {
            if (!(like.escape().get() instanceof Expression.StringLiteral sign)
                    || sign.value().length() != 1) {
                throw notSupported("ESCAPE with anything but one character", like);
            }
            escape = Optional.of(sign.value().charAt(0));
        }
        if (pattern.value().indexOf('[') < 0) {
            String sign = escape.isPresent() ? Names.literal(escape.get().toString()) : "''";
            return searched + not + " LIKE " + write(pattern) + " ESCAPE " + sign;
        }
        Optional<String> regex = LikePattern.regex(pattern.value(), escape);
        if (regex.isEmpty()) {
            throw notSupported("LIKE with a set that cannot match", like);
        }
        String operator = like.sense() == Expression.Sense.NEGATED ? " !~ " : " ~ ";
        return "sys.only_text(" + searched + ")" + operator + Names.literal(regex.get());
    }

    private static SqlError notSupported(String what, Expression place) {
        return Message.NOT_SUPPORTED.error(what).atLine(place.position().line());
    }

    /** Whether this is the name of that alias. */
    static boolean names(Expression expression, String alias) {
        return expression instanceof Expression.ColumnReference column
                && column.parts().size() == 1
                && column.parts().get(0).text().toLowerCase(Locale.ROOT).equals(alias.toLowerCase(Locale.ROOT));
    }
}
