package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.Expression;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values and conditions that need no engine: literals, variables and what the session knows, compared, added and
 * joined. Whole numbers and strings alone; with any other type the engine decides. Thread-safe.
 */
final class Folding {

    /** What an expression came to; NULL, or unknown of a condition, is null. */
    record Settled(@Nullable Object value) {}

    private static final Optional<Settled> OPEN = Optional.empty();
    private static final Settled NOTHING = new Settled(null);
    private static final int INT_DIGITS = 10;

    private interface Form<E extends Expression> {
        Optional<Settled> settle(E expression, Caller caller) throws SqlError;
    }

    private final Map<Class<?>, Form<Expression>> forms = new HashMap<>();

    Folding() {
        on(Expression.Keyword.class, (e, c) -> e.word().equals("NULL") ? Optional.of(NOTHING) : OPEN);
        on(Expression.StringLiteral.class, (e, c) -> settled(e.value()));
        on(Expression.NumberLiteral.class, (e, c) -> number(e.digits()));
        on(Expression.Variable.class, (e, c) -> settled(c.variables().value(e.name())));
        on(Expression.SystemVariable.class, (e, c) -> known(e.name(), c));
        on(Expression.FunctionCall.class, this::call);
        on(Expression.Parenthesised.class, (e, c) -> settle(e.inner(), c));
        on(Expression.Unary.class, this::unary);
        on(Expression.Arithmetic.class, this::arithmetic);
        on(Expression.Comparison.class, this::comparison);
        on(Expression.IsNull.class, this::isNull);
        on(Expression.Not.class, this::not);
        on(Expression.Junction.class, this::junction);
    }

    private <E extends Expression> void on(Class<E> kind, Form<E> form) {
        forms.put(kind, (expression, caller) -> form.settle(kind.cast(expression), caller));
    }

    /** Nothing when the engine must be asked. */
    Optional<Settled> settle(Expression expression, Caller caller) throws SqlError {
        Form<Expression> form = forms.get(expression.getClass());
        return form == null ? OPEN : form.settle(expression, caller);
    }

    private static Optional<Settled> settled(@Nullable Object value) {
        return Optional.of(value == null ? NOTHING : new Settled(value));
    }

    private static Optional<Settled> number(String digits) {
        boolean whole = digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!whole || digits.length() > INT_DIGITS) {
            return OPEN;
        }
        long value = Long.parseLong(digits);
        return value > Integer.MAX_VALUE ? OPEN : settled((int) value);
    }

    private static Optional<Settled> known(String name, Caller caller) {
        if (name.equalsIgnoreCase("@@ROWCOUNT")) {
            long rows = caller.state().rowCount();
            return rows > Integer.MAX_VALUE ? OPEN : settled((int) rows);
        }
        return KnownValues.of(caller.state(), name).map(known -> new Settled(known.value()));
    }

    private Optional<Settled> call(Expression.FunctionCall call, Caller caller) {
        boolean plain = call.schema().isEmpty()
                && call.arguments().form() == Expression.Arguments.Form.PLAIN
                && call.arguments().values().isEmpty()
                && call.over().isEmpty();
        return plain ? known(call.name().text() + "()", caller) : OPEN;
    }

    private Optional<Settled> unary(Expression.Unary unary, Caller caller) throws SqlError {
        Optional<Settled> operand = settle(unary.operand(), caller);
        if (operand.isEmpty() || !unary.operator().equals("-")) {
            return OPEN;
        }
        Object value = operand.get().value();
        if (value == null) {
            return operand;
        }
        boolean small = value instanceof Integer number && number != Integer.MIN_VALUE;
        return small ? settled(-((Integer) value)) : OPEN;
    }

    private Optional<Settled> arithmetic(Expression.Arithmetic sum, Caller caller) throws SqlError {
        Optional<Settled> left = settle(sum.left(), caller);
        Optional<Settled> right = left.isEmpty() ? OPEN : settle(sum.right(), caller);
        return right.isEmpty()
                ? OPEN
                : combined(sum.operator(), left.get().value(), right.get().value());
    }

    /** Two values joined by an operator; nothing when the engine must be asked. */
    static Optional<Settled> combined(String operator, @Nullable Object left, @Nullable Object right) throws SqlError {
        if (left instanceof String a && right instanceof String b) {
            return operator.equals("+") ? settled(a + b) : OPEN;
        }
        boolean strings = (left == null || left instanceof String) && (right == null || right instanceof String);
        if (strings && operator.equals("+")) {
            return Optional.of(NOTHING);
        }
        if (left == null || right == null || !isInt(left) || !isInt(right)) {
            return OPEN;
        }
        long a = ((Number) left).longValue();
        long b = ((Number) right).longValue();
        return switch (operator) {
            case "+" -> bounded(a + b);
            case "-" -> bounded(a - b);
            case "*" -> bounded(a * b);
            case "/", "%" -> {
                if (b == 0) {
                    throw Message.DIVIDE_BY_ZERO.error();
                }
                yield bounded(operator.equals("/") ? a / b : a % b);
            }
            default -> OPEN;
        };
    }

    private static boolean isInt(Object value) {
        return value instanceof Integer || value instanceof Short;
    }

    private static Optional<Settled> bounded(long value) throws SqlError {
        if (value != (int) value) {
            throw Message.ARITHMETIC_OVERFLOW.error("expression", "int");
        }
        return settled((int) value);
    }

    private Optional<Settled> comparison(Expression.Comparison comparison, Caller caller) throws SqlError {
        Optional<Settled> first = settle(comparison.left(), caller);
        Optional<Settled> second = first.isEmpty() ? OPEN : settle(comparison.right(), caller);
        if (second.isEmpty()) {
            return OPEN;
        }
        Object left = first.get().value();
        Object right = second.get().value();
        if (left == null || right == null) {
            return Optional.of(NOTHING);
        }
        Optional<Long> a = whole(left);
        Optional<Long> b = whole(right);
        if (a.isPresent() && b.isPresent()) {
            return settled(holds(comparison.operator(), Long.compare(a.get(), b.get())));
        }
        boolean strings = left instanceof String && right instanceof String;
        boolean equality =
                comparison.operator().equals("=") || comparison.operator().equals("<>");
        return strings && equality ? settled(holds(comparison.operator(), left.equals(right) ? 0 : 1)) : OPEN;
    }

    private static Optional<Long> whole(Object value) {
        if (value instanceof Boolean bit) {
            return Optional.of(bit ? 1L : 0L);
        }
        boolean whole = value instanceof Short || value instanceof Integer || value instanceof Long;
        return whole ? Optional.of(((Number) value).longValue()) : Optional.empty();
    }

    private static boolean holds(String operator, int order) {
        return switch (operator) {
            case "=" -> order == 0;
            case "<>" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            default -> throw new IllegalStateException("No comparison " + operator);
        };
    }

    private Optional<Settled> isNull(Expression.IsNull test, Caller caller) throws SqlError {
        Optional<Settled> value = settle(test.value(), caller);
        boolean negated = test.sense() == Expression.Sense.NEGATED;
        return value.isEmpty() ? OPEN : settled((value.get().value() == null) != negated);
    }

    private Optional<Settled> not(Expression.Not not, Caller caller) throws SqlError {
        Optional<Settled> operand = settle(not.operand(), caller);
        if (operand.isEmpty()) {
            return OPEN;
        }
        return operand.get().value() instanceof Boolean holds ? settled(!holds) : operand;
    }

    private Optional<Settled> junction(Expression.Junction junction, Caller caller) throws SqlError {
        boolean decisive = junction.operator().equals("OR");
        boolean unknown = false;
        for (Expression part : junction.parts()) {
            Optional<Settled> settled = settle(part, caller);
            if (settled.isEmpty()) {
                return OPEN;
            }
            if (settled.get().value() instanceof Boolean holds) {
                if (holds == decisive) {
                    return settled;
                }
            } else {
                unknown = true;
            }
        }
        return unknown ? Optional.of(NOTHING) : settled(!decisive);
    }
}
