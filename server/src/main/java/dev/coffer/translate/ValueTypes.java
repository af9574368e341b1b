package dev.coffer.translate;

import dev.coffer.errors.SqlError;
import dev.coffer.result.SqlType;
import dev.coffer.tsql.Expression;
import dev.coffer.tsql.Name;
import dev.coffer.tsql.ObjectName;
import dev.coffer.tsql.Query;
import dev.coffer.tsql.TableSource;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * T-SQL types of values, as far as they follow from literals, casts and declared columns. Empty means that PostgreSQL's
 * description of the result has to do. Confined to one thread; for one statement.
 */
final class ValueTypes {

    /** Of nvarchar, in UTF-16 units; varchar is twice as long. */
    private static final int MAX_NATIONAL_LENGTH = 4000;

    private static final Set<String> SAME_AS_FIRST = Set.of(
            "min",
            "max",
            "nullif",
            "abs",
            "round",
            "lag",
            "lead",
            "first_value",
            "last_value",
            "upper",
            "lower",
            "ltrim",
            "rtrim",
            "trim",
            "reverse");
    private static final Map<String, SqlType> FIXED = Map.of(
            "getdate", SqlType.of("datetime"),
            "current_timestamp", SqlType.of("datetime"),
            "getutcdate", SqlType.of("datetime"),
            "sysdatetimeoffset", Offsets.type(Optional.empty()),
            "count", SqlType.of("int"),
            "len", SqlType.of("int"),
            "hashbytes", SqlType.sized("varbinary", 8000),
            "datediff", SqlType.of("int"),
            "datepart", SqlType.of("int"));

    private final SessionValues session;
    private final Names names;
    private final ColumnTypes columns;
    private final Scopes scopes = new Scopes();
    private final Map<String, Map<String, SqlType>> commonTables = new HashMap<>();
    private boolean asked;

    ValueTypes(Names names, ColumnTypes columns, SessionValues session) {
        this.session = session;
        this.names = names;
        this.columns = columns;
    }

    /** Whether a table's columns were asked for. */
    boolean asked() {
        return asked;
    }

    /** Until {@link #leave}, these are in reach too. */
    void enter(List<TableSource> from) throws SqlError {
        scopes.enter();
        for (TableSource source : from) {
            add(source);
        }
    }

    void leave() {
        scopes.leave();
    }

    void addCommonTable(Query.CommonTable table) throws SqlError {
        commonTables.put(
                table.name().text().toLowerCase(Locale.ROOT),
                table.columns().isEmpty() ? ofQuery(table.query()) : open(table.columns()));
    }

    /** Columns of which the names are known. */
    private static Map<String, SqlType> open(List<Name> names) {
        Map<String, SqlType> columns = new HashMap<>();
        names.forEach(name -> columns.put(name.text().toLowerCase(Locale.ROOT), Scopes.OPEN));
        return columns;
    }

    /** Whether it names a table in reach and no column that is known; PostgreSQL would take the whole row. */
    boolean isRow(Expression.ColumnReference reference) {
        String name = reference.parts().get(0).text();
        return reference.parts().size() == 1
                && scopes.hasTable(name)
                && scopes.type(reference.parts()).isEmpty();
    }

    /** Whether a table in reach has no such column; until the columns of tables are known it may have it. */
    boolean isMissing(Expression.ColumnReference reference) {
        List<Name> parts = reference.parts();
        if (parts.size() < 2 || !scopes.hasTable(parts.get(parts.size() - 2).text())) {
            return false;
        }
        asked = true;
        return columns != ColumnTypes.NONE
                && !scopes.hasColumn(
                        parts.get(parts.size() - 2).text(),
                        parts.get(parts.size() - 1).text());
    }

    private void add(TableSource source) throws SqlError {
        if (source instanceof TableSource.Join join) {
            add(join.left());
            add(join.right());
        } else if (source instanceof TableSource.Table table) {
            Name name = table.alias().orElse(table.name().object());
            scopes.add(name.text(), declared(table.name()));
        } else if (source instanceof TableSource.Gathered gathered) {
            Map<String, SqlType> types = new HashMap<>();
            for (TableSource.GatheredColumn column : gathered.columns()) {
                types.put(
                        column.name().text().toLowerCase(Locale.ROOT),
                        SqlTypes.declared(Types.declared(column.type())));
            }
            scopes.add(gathered.alias().text(), types);
        } else if (source instanceof TableSource.Derived derived) {
            scopes.add(
                    derived.alias().text(),
                    derived.columns().isEmpty() ? ofQuery(derived.query()) : open(derived.columns()));
        } else if (source instanceof TableSource.Function function) {
            Name name = function.alias().orElse(function.call().name());
            scopes.add(name.text(), TableFunctions.columns(function));
        } else if (source instanceof TableSource.Rows rows) {
            scopes.add(rows.alias().text(), open(rows.columns()));
        }
    }

    /** Types of a table's columns, by name in lower case. */
    Map<String, SqlType> declared(ObjectName table) throws SqlError {
        Optional<Reference> reference = names.known(table);
        if (reference.isEmpty()) {
            return commonTables.getOrDefault(table.object().text().toLowerCase(Locale.ROOT), Map.of());
        }
        asked = true;
        try {
            return columns.of(reference.get());
        } catch (SQLException unreadable) {
            // The statement itself will meet the same failure and tell it.
            return Map.of();
        }
    }

    private Map<String, SqlType> ofQuery(Query query) throws SqlError {
        Map<String, SqlType> types = new HashMap<>();
        if (query.body() instanceof Query.Nested nested) {
            return ofQuery(nested.query());
        }
        if (query.body() instanceof Query.SetOperation operation) {
            // The first operand names the columns; their types come from all of them.
            ofQuery(query.with(operation.left())).keySet().forEach(name -> types.put(name, Scopes.OPEN));
            return types;
        }
        if (query.body() instanceof Query.Block block) {
            enter(block.from());
            for (Query.Item item : block.items()) {
                if (item instanceof Query.Star star) {
                    types.putAll(scopes.star(star.qualifier().map(ObjectName::object)));
                } else if (item instanceof Query.Value value) {
                    String name = value.alias()
                            .map(Name::text)
                            .orElseGet(() -> value.value() instanceof Expression.ColumnReference column
                                    ? column.parts()
                                            .get(column.parts().size() - 1)
                                            .text()
                                    : "");
                    types.put(name.toLowerCase(Locale.ROOT), of(value.value()).orElse(Scopes.OPEN));
                }
            }
            leave();
        }
        return types;
    }

    Optional<SqlType> of(Expression value) throws SqlError {
        if (value instanceof Expression.ColumnReference column) {
            return scopes.type(column.parts());
        }
        if (value instanceof Expression.Variable variable) {
            return session.typeOf(variable.name()).map(type -> SqlTypes.declared(Types.declared(type)));
        }
        if (value instanceof Expression.Parenthesised inner) {
            return of(inner.inner());
        }
        if (value instanceof Expression.AtTimeZone at) {
            return Optional.of(Offsets.type(of(at.value())));
        }
        if (value instanceof Expression.Collate collate) {
            return of(collate.value());
        }
        if (value instanceof Expression.Unary unary) {
            return unary.operator().equals("~") ? Optional.empty() : of(unary.operand());
        }
        if (value instanceof Expression.NumberLiteral || value instanceof Expression.MoneyLiteral) {
            return Optional.of(literal(value));
        }
        if (value instanceof Expression.Cast cast) {
            return Optional.of(SqlTypes.declared(Types.ofCast(cast.type())));
        }
        if (value instanceof Expression.Arithmetic arithmetic) {
            return ofArithmetic(arithmetic);
        }
        if (value instanceof Expression.Case choice) {
            List<Expression> results = new ArrayList<>();
            choice.whens().forEach(when -> results.add(when.result()));
            choice.otherwise().ifPresent(results::add);
            return common(results);
        }
        if (value instanceof Expression.ScalarQuery scalar) {
            Map<String, SqlType> types = ofQuery(scalar.query());
            return types.values().stream()
                    .filter(type -> types.size() == 1 && !type.equals(Scopes.OPEN))
                    .findFirst();
        }
        if (value instanceof Expression.RowsAsText) {
            return Optional.of(SqlType.nvarchar(-1));
        }
        return value instanceof Expression.FunctionCall call ? ofCall(call) : Optional.empty();
    }

    private static SqlType literal(Expression value) {
        if (!(value instanceof Expression.NumberLiteral number)) {
            return SqlType.of("money");
        }
        String digits = number.digits();
        if (digits.indexOf('e') >= 0 || digits.indexOf('E') >= 0) {
            return SqlType.of("float");
        }
        boolean whole = digits.indexOf('.') < 0;
        if (whole && new BigInteger(digits).bitLength() < Integer.SIZE) {
            return SqlType.of("int");
        }
        int scale = whole ? 0 : digits.length() - 1 - digits.indexOf('.');
        int precision = digits.replace(".", "").replaceFirst("^0+", "").length();
        return SqlType.numeric(Math.max(1, Math.max(precision, scale)), scale);
    }

    private Optional<SqlType> ofCall(Expression.FunctionCall call) throws SqlError {
        String name = call.name().text().toLowerCase(Locale.ROOT);
        List<Expression> arguments = call.arguments().values();
        if (FIXED.containsKey(name)) {
            return Optional.of(FIXED.get(name));
        }
        if (arguments.isEmpty()) {
            return Optional.empty();
        }
        Expression first = arguments.get(0);
        if (SAME_AS_FIRST.contains(name)) {
            return of(first);
        }
        return switch (name) {
            case "isnull" -> isNull(first) && arguments.size() == 2 ? of(arguments.get(1)) : of(first);
            case "coalesce" -> common(arguments);
            case "choose" -> common(arguments.subList(1, arguments.size()));
            case "sum" -> of(first).flatMap(ValueTypes::sum);
            case "avg" -> of(first).flatMap(ValueTypes::sum).map(ValueTypes::average);
            case "switchoffset", "todatetimeoffset" -> Optional.of(Offsets.type(of(first)));
            case "dateadd" -> arguments.size() == 3 ? moment(arguments.get(2)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** A string is a datetime where a moment is asked for. */
    private Optional<SqlType> moment(Expression value) throws SqlError {
        if (!(value instanceof Expression.StringLiteral string)) {
            return of(value);
        }
        return Optional.of(
                Offsets.endsWithZone(string.value()) ? Offsets.type(Optional.empty()) : SqlType.of("datetime"));
    }

    private static Optional<SqlType> sum(SqlType of) {
        if (Decimals.is(of)) {
            return Optional.of(new SqlType(of.name(), 0, 38, of.scale()));
        }
        return switch (of.name()) {
            case "tinyint", "smallint", "int" -> Optional.of(SqlType.of("int"));
            case "money", "smallmoney" -> Optional.of(SqlType.of("money"));
            case "real", "float" -> Optional.of(SqlType.of("float"));
            case "bigint" -> Optional.of(of);
            default -> Optional.empty();
        };
    }

    private static SqlType average(SqlType sum) {
        return Decimals.is(sum) ? new SqlType(sum.name(), 0, 38, Math.max(sum.scale(), 6)) : sum;
    }

    private Optional<SqlType> ofArithmetic(Expression.Arithmetic sum) throws SqlError {
        Optional<SqlType> left = operand(sum.left());
        Optional<SqlType> right = operand(sum.right());
        if (left.isEmpty() || right.isEmpty()) {
            return Optional.empty();
        }
        if (left.get().name().endsWith("char") && right.get().name().endsWith("char")) {
            return sum.operator().equals("+") ? joined(left.get(), right.get()) : Optional.empty();
        }
        boolean floats = approximate(left.get()) || approximate(right.get());
        boolean decimals = Decimals.is(left.get()) || Decimals.is(right.get());
        Optional<Decimals.Digits> one = digits(sum.left(), left.get());
        Optional<Decimals.Digits> other = digits(sum.right(), right.get());
        boolean number =
                floats || decimals || CommonType.INTEGERS.contains(right.get().name());
        if (left.get().name().equals("datetime") && number) {
            return left;
        }
        if (floats || one.isEmpty() || other.isEmpty() || !"+-*/%".contains(sum.operator())) {
            return Optional.empty();
        }
        if (decimals) {
            Decimals.Digits result = Decimals.of(sum.operator(), one.get(), other.get());
            return Optional.of(SqlType.numeric(result.precision(), result.scale()));
        }
        return CommonType.of(left.get(), right.get());
    }

    /** A string is as long as it is written. */
    private Optional<SqlType> operand(Expression value) throws SqlError {
        if (value instanceof Expression.StringLiteral string) {
            int length = string.value().length();
            boolean national = string.letters() == Expression.Letters.NATIONAL;
            int longest = national ? MAX_NATIONAL_LENGTH : 2 * MAX_NATIONAL_LENGTH;
            return Optional.of(
                    SqlType.sized(national ? "nvarchar" : "varchar", length > longest ? -1 : Math.max(1, length)));
        }
        return of(value);
    }

    /** One string behind the other, as long as both. Where SQL Server would cut the result it keeps its length. */
    private static Optional<SqlType> joined(SqlType one, SqlType other) {
        boolean national = one.name().startsWith("n") || other.name().startsWith("n");
        int longest = national ? MAX_NATIONAL_LENGTH : 2 * MAX_NATIONAL_LENGTH;
        int length = one.length() + other.length();
        boolean max = one.length() < 0 || other.length() < 0 || length > longest;
        return Optional.of(SqlType.sized(national ? "nvarchar" : "varchar", max ? -1 : length));
    }

    /** Of an integer literal only the digits it has count. */
    private static Optional<Decimals.Digits> digits(Expression value, SqlType type) {
        Expression bare = value;
        while (!(bare instanceof Expression.NumberLiteral)) {
            if (bare instanceof Expression.Parenthesised inner) {
                bare = inner.inner();
            } else if (bare instanceof Expression.Unary unary) {
                bare = unary.operand();
            } else {
                return Decimals.digits(type);
            }
        }
        return type.name().equals("int")
                ? Optional.of(new Decimals.Digits(
                        ((Expression.NumberLiteral) bare).digits().length(), 0))
                : Decimals.digits(type);
    }

    private static boolean approximate(SqlType type) {
        return type.name().equals("float") || type.name().equals("real");
    }

    private static boolean isNull(Expression value) {
        return value instanceof Expression.Keyword keyword && keyword.word().equals("NULL");
    }

    /** Of several values, one of which it will be; NULL has no say. */
    private Optional<SqlType> common(List<Expression> values) throws SqlError {
        Optional<SqlType> common = Optional.empty();
        for (Expression value : values) {
            if (isNull(value)) {
                continue;
            }
            Optional<SqlType> type = of(value);
            Optional<SqlType> before = common;
            common = before.isEmpty() ? type : type.flatMap(next -> CommonType.of(before.get(), next));
            if (common.isEmpty()) {
                return common;
            }
        }
        return common;
    }
}
