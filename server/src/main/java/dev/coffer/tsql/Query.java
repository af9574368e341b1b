package dev.coffer.tsql;

import java.util.List;
import java.util.Optional;

/**
 * A query expression: what SELECT, a subquery, a common table expression and INSERT ... SELECT have in common.
 *
 * @param with its common table expressions
 * @param offset rows skipped; with it, fetch may be given
 */
public record Query(
        Position position,
        List<CommonTable> with,
        Body body,
        List<OrderItem> orderBy,
        Optional<Expression> offset,
        Optional<Expression> fetch) {

    public Query {
        with = List.copyOf(with);
        orderBy = List.copyOf(orderBy);
    }

    /** The same around another body. */
    public Query with(Body otherBody) {
        return new Query(position, with, otherBody, orderBy, offset, fetch);
    }

    /** {@code name [(columns)] AS (query)}. */
    public record CommonTable(Name name, List<Name> columns, Query query) {
        public CommonTable {
            columns = List.copyOf(columns);
        }
    }

    public record OrderItem(Expression value, Direction direction) {}

    public enum Direction {
        ASCENDING,
        DESCENDING
    }

    /** One SELECT, or several joined by set operators. */
    public sealed interface Body {}

    /**
     * @param operator UNION, UNION ALL, EXCEPT or INTERSECT
     */
    public record SetOperation(String operator, Body left, Body right) implements Body {}

    /** A query in parentheses as an operand of a set operator. */
    public record Nested(Query query) implements Body {}

    /** {@code SELECT [DISTINCT] [TOP ...] items [FROM ...] [WHERE ...] [GROUP BY ...] [HAVING ...]}. */
    public record Block(
            Position position,
            Duplicates duplicates,
            Optional<Top> top,
            List<Item> items,
            List<TableSource> from,
            Optional<Expression> where,
            List<Expression> groupBy,
            Optional<Expression> having)
            implements Body {
        public Block {
            items = List.copyOf(items);
            from = List.copyOf(from);
            groupBy = List.copyOf(groupBy);
        }

        /** The same, of whose rows no more are wanted. */
        public Block with(Top limit) {
            return new Block(position, duplicates, Optional.of(limit), items, from, where, groupBy, having);
        }

        /** The same with another select list. */
        public Block with(List<Item> otherItems) {
            return new Block(position, duplicates, top, otherItems, from, where, groupBy, having);
        }
    }

    public enum Duplicates {
        KEPT,
        /** DISTINCT. */
        REMOVED
    }

    /** {@code TOP (n) [PERCENT] [WITH TIES]}. */
    public record Top(Expression count, Unit unit, Ties ties) {
        public enum Unit {
            ROWS,
            PERCENT
        }

        public enum Ties {
            CUT,
            KEPT
        }
    }

    /** One entry of a select list. */
    public sealed interface Item {}

    /** {@code *} or {@code t.*}. */
    public record Star(Position position, Optional<ObjectName> qualifier) implements Item {}

    /** {@code @variable = value}, or with a compound sign; until the statement is a {@link SelectVariables}. */
    public record Assigned(Name variable, String operator, Expression value) implements Item {}

    /** {@code value}, {@code value AS alias} or {@code alias = value}. */
    public record Value(Expression value, Optional<Name> alias) implements Item {}
}
