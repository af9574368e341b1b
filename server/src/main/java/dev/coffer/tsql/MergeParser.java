package dev.coffer.tsql;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** MERGE. Confined to one thread. */
final class MergeParser {

    private final TokenReader tokens;
    private final ChangeParser changes;
    private final QueryParser queries;
    private final ExpressionParser expressions;

    MergeParser(TokenReader tokens, ChangeParser changes) {
        this.tokens = tokens;
        this.changes = changes;
        this.queries = new QueryParser(tokens);
        this.expressions = new ExpressionParser(tokens);
    }

    /** Behind MERGE. */
    Merge merge(Position start) throws SqlError {
        if (tokens.at("TOP")) {
            throw tokens.notSupported("TOP in MERGE", start);
        }
        tokens.take("INTO");
        ObjectName target = queries.objectName();
        SourceParser sources = new SourceParser(tokens, queries);
        sources.hints();
        boolean named = tokens.take("AS") || !tokens.at("USING");
        Optional<Name> alias = named ? Optional.of(tokens.name()) : Optional.empty();
        tokens.expect("USING");
        TableSource source = sources.joined();
        tokens.expect("ON");
        Expression on = expressions.condition();
        List<Merge.Clause> clauses = clauses(start);
        Optional<Output> output = changes.output();
        new QueryHints(tokens).skip();
        if (!tokens.atSign(";")) {
            throw Message.MERGE_NOT_ENDED.error().atLine(start.line());
        }
        return new Merge(start, new TableSource.Table(target, alias), source, on, clauses, output);
    }

    /** At least one; what stands behind one without a condition would never be reached. */
    private List<Merge.Clause> clauses(Position start) throws SqlError {
        List<Merge.Clause> clauses = new ArrayList<>();
        Set<Merge.Match> unconditional = new HashSet<>();
        do {
            tokens.expect("WHEN");
            Merge.Match match = match();
            Optional<Expression> condition =
                    tokens.take("AND") ? Optional.of(expressions.condition()) : Optional.empty();
            if (unconditional.contains(match)) {
                String words = "WHEN " + match.words();
                throw Message.MERGE_CLAUSE_UNREACHED.error(words, words).atLine(start.line());
            }
            if (condition.isEmpty()) {
                unconditional.add(match);
            }
            tokens.expect("THEN");
            clauses.add(new Merge.Clause(match, condition, action(match)));
        } while (clauses.size() < tokens.limits().nesting() && tokens.at("WHEN"));
        return clauses;
    }

    private Merge.Match match() throws SqlError {
        if (tokens.take("MATCHED")) {
            return Merge.Match.MATCHED;
        }
        tokens.expect("NOT", "MATCHED");
        if (tokens.take("BY", "SOURCE")) {
            return Merge.Match.NOT_MATCHED_BY_SOURCE;
        }
        if (tokens.at("BY")) {
            tokens.expect("BY", "TARGET");
        }
        return Merge.Match.NOT_MATCHED_BY_TARGET;
    }

    private Merge.Action action(Merge.Match match) throws SqlError {
        if (match == Merge.Match.NOT_MATCHED_BY_TARGET) {
            return addition();
        }
        if (tokens.take("DELETE")) {
            return new Merge.Removal();
        }
        tokens.expect("UPDATE", "SET");
        return new Merge.Change(changes.assignments());
    }

    private Merge.Addition addition() throws SqlError {
        Position start = tokens.position();
        tokens.expect("INSERT");
        if (!tokens.atSign("(")) {
            throw tokens.notSupported("MERGE with INSERT and no list of columns", start);
        }
        List<Name> columns = queries.names();
        tokens.expect("VALUES");
        List<Expression> values = queries.rows(1).get(0);
        if (columns.size() != values.size()) {
            throw (values.size() < columns.size() ? Message.FEWER_VALUES : Message.MORE_VALUES)
                    .error()
                    .atLine(start.line());
        }
        return new Merge.Addition(columns, values);
    }
}
