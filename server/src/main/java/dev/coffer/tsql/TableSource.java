package dev.coffer.tsql;

import java.util.List;
import java.util.Optional;

/** What stands in FROM. */
public sealed interface TableSource {

    /** A table or view; lock hints are accepted and dropped. */
    record Table(ObjectName name, Optional<Name> alias) implements TableSource {}

    /** A query in parentheses. */
    record Derived(Query query, Name alias, List<Name> columns) implements TableSource {
        public Derived {
            columns = List.copyOf(columns);
        }
    }

    /** {@code (VALUES (...), (...)) AS alias (columns)}. */
    record Rows(List<List<Expression>> rows, Name alias, List<Name> columns) implements TableSource {
        public Rows {
            rows = rows.stream().map(List::copyOf).toList();
            columns = List.copyOf(columns);
        }
    }

    /** A table-valued function, such as {@code GENERATE_SERIES(1, 10)}. */
    record Function(Expression.FunctionCall call, Optional<Name> alias) implements TableSource {}

    /** Rows that were gathered before, as INSERT ... EXECUTE does; each variable has one column's as an array. */
    record Gathered(Name alias, List<GatheredColumn> columns) implements TableSource {
        public Gathered {
            columns = List.copyOf(columns);
        }
    }

    /**
     * One column of gathered rows.
     *
     * @param variable with its at sign; its value is PostgreSQL's text of an array of texts
     */
    record GatheredColumn(Name name, TypeName type, String variable) {}

    /** {@code left kind right [ON condition]}. */
    record Join(Kind kind, TableSource left, TableSource right, Optional<Expression> on) implements TableSource {}

    enum Kind {
        INNER,
        LEFT,
        RIGHT,
        FULL,
        CROSS,
        CROSS_APPLY,
        OUTER_APPLY
    }
}
