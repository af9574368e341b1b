package dev.coffer.tsql;

import java.util.List;
import java.util.Optional;

/**
 * {@code MERGE [INTO] target [[AS] alias] USING source ON condition WHEN ... THEN ... [OUTPUT ...];}
 *
 * @param target with its alias
 * @param source one table or query
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/merge-transact-sql">MERGE</a>
 */
public record Merge(
        Position position,
        TableSource.Table target,
        TableSource source,
        Expression on,
        List<Clause> clauses,
        Optional<Output> output)
        implements DataStatement {
    public Merge {
        clauses = List.copyOf(clauses);
    }

    @Override
    public String words() {
        return "MERGE";
    }

    /** {@code WHEN match [AND condition] THEN action}. */
    public record Clause(Match match, Optional<Expression> condition, Action action) {}

    /** Which rows a clause is for. */
    public enum Match {
        MATCHED("MATCHED"),
        NOT_MATCHED_BY_TARGET("NOT MATCHED"),
        NOT_MATCHED_BY_SOURCE("NOT MATCHED BY SOURCE");

        private final String words;

        Match(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** What is done with a row. */
    public sealed interface Action {}

    public record Change(List<Update.Assignment> assignments) implements Action {
        public Change {
            assignments = List.copyOf(assignments);
        }
    }

    public record Removal() implements Action {}

    /** As many values as columns. */
    public record Addition(List<Name> columns, List<Expression> values) implements Action {
        public Addition {
            columns = List.copyOf(columns);
            values = List.copyOf(values);
        }
    }
}
