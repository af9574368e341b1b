package dev.coffer.tsql;

import java.util.List;
import java.util.Optional;

/**
 * A value or a condition. Conditions stand only where a condition may (WHERE, ON, HAVING, WHEN, CHECK), values
 * elsewhere; the parser sees to it. Literals print as their kind, never as their content.
 */
public sealed interface Expression {

    Position position();

    /** Whether it is true, false or unknown rather than a value. */
    default boolean isCondition() {
        return false;
    }

    /** The keyword NULL, or DEFAULT in VALUES and SET. */
    record Keyword(Position position, String word) implements Expression {}

    /** A number without a sign: digits, a decimal point, an exponent. */
    record NumberLiteral(Position position, String digits) implements Expression {
        @Override
        public String toString() {
            return "number";
        }
    }

    /** {@code $12.50}. */
    record MoneyLiteral(Position position, String digits) implements Expression {
        @Override
        public String toString() {
            return "money";
        }
    }

    /** What a string is made of: {@code 'varchar'} or {@code N'nvarchar'}. */
    enum Letters {
        NARROW,
        NATIONAL
    }

    record StringLiteral(Position position, String value, Letters letters) implements Expression {
        @Override
        public String toString() {
            return "string";
        }
    }

    /** {@code 0x0AFF}; an even number of digits, possibly none. */
    record BinaryLiteral(Position position, String hexDigits) implements Expression {
        @Override
        public String toString() {
            return "binary";
        }
    }

    /** {@code a}, {@code t.a}, {@code dbo.t.a} or {@code db.dbo.t.a}. */
    record ColumnReference(Position position, List<Name> parts) implements Expression {
        public ColumnReference {
            parts = List.copyOf(parts);
        }
    }

    /** {@code @name}; the name with its sign, as it was written. */
    record Variable(Position position, String name) implements Expression {}

    /** {@code @@name}; the name is upper case, with its signs. */
    record SystemVariable(Position position, String name) implements Expression {}

    /** A sign, or ~. */
    record Unary(Position position, String operator, Expression operand) implements Expression {}

    /** {@code + - * / % & | ^}. */
    record Arithmetic(Position position, String operator, Expression left, Expression right) implements Expression {}

    record Parenthesised(Position position, Expression inner) implements Expression {
        @Override
        public boolean isCondition() {
            return inner.isCondition();
        }
    }

    /** A call of a function, an aggregate or, with OVER, a window function. */
    record FunctionCall(Position position, Optional<Name> schema, Name name, Arguments arguments, Optional<Over> over)
            implements Expression {}

    /**
     * What stands between a function's parentheses.
     *
     * @param order of an aggregate's values, WITHIN GROUP behind them
     */
    record Arguments(Form form, List<Expression> values, List<Query.OrderItem> order) {
        public Arguments {
            values = List.copyOf(values);
            order = List.copyOf(order);
        }

        public Arguments(Form form, List<Expression> values) {
            this(form, values, List.of());
        }

        /** How the arguments were written. */
        public enum Form {
            PLAIN,
            DISTINCT,
            STAR
        }
    }

    /** {@code OVER (PARTITION BY ... ORDER BY ... [frame])}; the frame in words, upper case. */
    record Over(List<Expression> partitionBy, List<Query.OrderItem> orderBy, Optional<String> frame) {
        public Over {
            partitionBy = List.copyOf(partitionBy);
            orderBy = List.copyOf(orderBy);
        }
    }

    /** CASE; with an operand its WHENs are values, without one they are conditions. */
    record Case(Position position, Optional<Expression> operand, List<When> whens, Optional<Expression> otherwise)
            implements Expression {
        public Case {
            whens = List.copyOf(whens);
        }
    }

    record When(Expression test, Expression result) {}

    /** {@code CAST(value AS type)} and {@code CONVERT(type, value [, style])}, both also with TRY_. */
    record Cast(Position position, Expression value, TypeName type, Optional<Integer> style, OnFailure onFailure)
            implements Expression {

        /** What a value that does not fit gives. */
        public enum OnFailure {
            ERROR,
            NULL
        }
    }

    /** A query in parentheses as a value. */
    record ScalarQuery(Position position, Query query) implements Expression {}

    /** {@code (SELECT ... FOR XML PATH(''))}: the values of its one column, one behind the other. */
    record RowsAsText(Position position, Query query, Spelling spelling) implements Expression {

        /** Whether signs that mean something in XML are spelled out. */
        public enum Spelling {
            XML,
            PLAIN
        }
    }

    /**
     * Several groups of GROUP BY at once.
     *
     * @param words ROLLUP, CUBE or GROUPING SETS; empty for columns in parentheses inside of one
     */
    record Grouping(Position position, String words, List<Expression> groups) implements Expression {
        public Grouping {
            groups = List.copyOf(groups);
        }
    }

    /** {@code value AT TIME ZONE zone}. */
    record AtTimeZone(Position position, Expression value, Expression zone) implements Expression {}

    /** {@code value COLLATE name}. */
    record Collate(Position position, Expression value, Name collation) implements Expression {}

    /** {@code = <> < <= > >=}. */
    record Comparison(Position position, String operator, Expression left, Expression right) implements Expression {
        @Override
        public boolean isCondition() {
            return true;
        }
    }

    /** {@code value operator ALL | ANY (query)}. */
    record QuantifiedComparison(Position position, String operator, Expression left, String quantifier, Query query)
            implements Expression {
        @Override
        public boolean isCondition() {
            return true;
        }
    }

    /** AND or OR of two or more conditions. */
    record Junction(Position position, String operator, List<Expression> parts) implements Expression {
        public Junction {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean isCondition() {
            return true;
        }
    }

    record Not(Position position, Expression operand) implements Expression {
        @Override
        public boolean isCondition() {
            return true;
        }
    }

    record IsNull(Position position, Expression value, Sense sense) implements Expression {
        @Override
        public boolean isCondition() {
            return true;
        }
    }

    record Between(Position position, Expression value, Expression low, Expression high, Sense sense)
            implements Expression {
        @Override
        public boolean isCondition() {
            return true;
        }
    }

    record Like(Position position, Expression value, Expression pattern, Optional<Expression> escape, Sense sense)
            implements Expression {
        @Override
        public boolean isCondition() {
            return true;
        }
    }

    record InList(Position position, Expression value, List<Expression> candidates, Sense sense) implements Expression {
        public InList {
            candidates = List.copyOf(candidates);
        }

        @Override
        public boolean isCondition() {
            return true;
        }
    }

    record InQuery(Position position, Expression value, Query query, Sense sense) implements Expression {
        @Override
        public boolean isCondition() {
            return true;
        }
    }

    record Exists(Position position, Query query) implements Expression {
        @Override
        public boolean isCondition() {
            return true;
        }
    }

    /** Whether a predicate was written with NOT. */
    enum Sense {
        PLAIN,
        NEGATED
    }
}
