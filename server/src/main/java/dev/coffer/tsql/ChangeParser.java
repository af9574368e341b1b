package dev.coffer.tsql;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** SELECT, INSERT, INSERT BULK, UPDATE, DELETE and TRUNCATE TABLE. */
final class ChangeParser {

    static final Set<String> COMPOUND = Set.of("+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=");

    private final TokenReader tokens;
    private final QueryParser queries;
    private final ExpressionParser expressions;

    ChangeParser(TokenReader tokens) {
        this.tokens = tokens;
        this.queries = new QueryParser(tokens);
        this.expressions = new ExpressionParser(tokens);
    }

    /** At the statement's first word. */
    Statement statement() throws SqlError {
        Statement statement = withoutHints();
        if (statement instanceof Select || statement instanceof SelectInto || statement instanceof SelectVariables) {
            queries.refuseFor();
        }
        if (!(statement instanceof Merge)) {
            new QueryHints(tokens).skip();
        }
        return statement;
    }

    private Statement withoutHints() throws SqlError {
        Position start = tokens.position();
        List<Query.CommonTable> with = queries.commonTables();
        if (with.isEmpty() && tokens.take("INSERT", "BULK")) {
            return new BulkParser(tokens).insert(start);
        }
        if (tokens.take("INSERT")) {
            return insert(start, with);
        }
        if (!with.isEmpty() && (tokens.at("UPDATE") || tokens.at("DELETE") || tokens.at("MERGE"))) {
            throw tokens.notSupported("WITH before " + tokens.peek().word(), start);
        }
        if (tokens.take("UPDATE")) {
            return update(start);
        }
        if (tokens.take("DELETE")) {
            return delete(start);
        }
        if (tokens.take("MERGE")) {
            return new MergeParser(tokens, this).merge(start);
        }
        if (tokens.take("TRUNCATE")) {
            tokens.expect("TABLE");
            ObjectName table = queries.objectName();
            if (tokens.at("WITH") && tokens.peek(1).isSymbol("(")) {
                throw tokens.notSupported("TRUNCATE TABLE with PARTITIONS", tokens.position());
            }
            return new TruncateTable(start, table);
        }
        return select(start, queries.outermost(with));
    }

    private Statement select(Position start, Query query) throws SqlError {
        Optional<ObjectName> into = queries.into();
        List<SelectVariables.Assignment> assignments = new ArrayList<>();
        List<Query.Item> values = new ArrayList<>();
        if (query.body() instanceof Query.Block block) {
            for (Query.Item item : block.items()) {
                if (item instanceof Query.Assigned assigned) {
                    assignments.add(new SelectVariables.Assignment(assigned.variable(), assigned.operator()));
                    values.add(new Query.Value(assigned.value(), Optional.empty()));
                }
            }
        }
        if (query.body() instanceof Query.SetOperation operation && assigns(operation)) {
            throw Message.ASSIGNMENT_AND_RETRIEVAL.error().atLine(start.line());
        }
        if (assignments.isEmpty()) {
            return into.isPresent() ? new SelectInto(start, into.get(), query) : new Select(start, query);
        }
        Query.Block block = (Query.Block) query.body();
        if (into.isPresent() || values.size() < block.items().size()) {
            throw Message.ASSIGNMENT_AND_RETRIEVAL.error().atLine(start.line());
        }
        return new SelectVariables(start, assignments, query.with(block.with(values)));
    }

    private static boolean assigns(Query.Body body) {
        if (body instanceof Query.SetOperation operation) {
            return assigns(operation.left());
        }
        return body instanceof Query.Block block && block.items().stream().anyMatch(Query.Assigned.class::isInstance);
    }

    private Statement insert(Position start, List<Query.CommonTable> with) throws SqlError {
        Position place = tokens.position();
        Optional<Query.Top> top = tokens.take("TOP") ? Optional.of(queries.top()) : Optional.empty();
        tokens.take("INTO");
        ObjectName table = target();
        List<Name> columns = tokens.atSign("(") && !tokens.peek(1).isWord("SELECT") ? queries.names() : List.of();
        Optional<Output> output = output();
        if (top.isPresent() && !tokens.at("SELECT") && !tokens.at("WITH") && !tokens.atSign("(")) {
            throw tokens.notSupported("INSERT TOP without a query", place);
        }
        if (tokens.take("DEFAULT", "VALUES")) {
            return new Insert(start, table, columns, output, new Insert.DefaultValues(), Optional.empty());
        }
        if (tokens.take("VALUES")) {
            List<List<Expression>> rows = queries.rows(tokens.limits().insertRows());
            return new Insert(start, table, columns, output, new Insert.Values(rows), Optional.empty());
        }
        if (tokens.at("EXEC") || tokens.at("EXECUTE")) {
            if (output.isPresent()) {
                throw tokens.notSupported("INSERT ... EXEC with OUTPUT", start);
            }
            Position executed = tokens.next().position();
            return new InsertExecute(start, table, columns, new ExecuteParser(tokens).execute(executed));
        }
        Query query = with.isEmpty() ? queries.query() : queries.query(with);
        if (top.isPresent()) {
            query = query.with(limited(query, top.get(), place));
        }
        return new Insert(start, table, columns, output, new Insert.FromQuery(query), Optional.empty());
    }

    /** The table that is changed, with its hints. */
    private ObjectName target() throws SqlError {
        ObjectName table = queries.objectName();
        new SourceParser(tokens, queries).hints();
        return table;
    }

    /** The rows of INSERT TOP (n): those of the query, and no more than that. */
    private Query.Block limited(Query query, Query.Top top, Position place) throws SqlError {
        boolean plain = query.body() instanceof Query.Block block
                && block.top().isEmpty()
                && query.offset().isEmpty();
        if (!plain || top.ties() == Query.Top.Ties.KEPT) {
            throw tokens.notSupported("INSERT TOP with this query", place);
        }
        return ((Query.Block) query.body()).with(top);
    }

    /** {@code TOP (n)} of UPDATE and DELETE, which want the parentheses. */
    private Optional<Expression> top() throws SqlError {
        Position place = tokens.position();
        if (!tokens.take("TOP")) {
            return Optional.empty();
        }
        if (!tokens.atSign("(")) {
            throw tokens.unexpected();
        }
        Query.Top top = queries.top();
        if (top.unit() == Query.Top.Unit.PERCENT || top.ties() == Query.Top.Ties.KEPT) {
            throw tokens.notSupported("TOP with PERCENT or TIES in UPDATE or DELETE", place);
        }
        return Optional.of(top.count());
    }

    /** TOP of a statement whose rows come from several tables. */
    private Optional<Expression> ofOneTable(Optional<Expression> top, List<TableSource> from) throws SqlError {
        if (top.isPresent() && !from.isEmpty()) {
            throw tokens.notSupported(
                    "TOP in UPDATE or DELETE with FROM", top.get().position());
        }
        return top;
    }

    Optional<Output> output() throws SqlError {
        Position start = tokens.position();
        if (!tokens.take("OUTPUT")) {
            return Optional.empty();
        }
        List<Query.Item> items = queries.items();
        Optional<Output.Into> into = Optional.empty();
        if (tokens.take("INTO")) {
            ObjectName table = queries.objectName();
            boolean listed = tokens.atSign("(") && !tokens.peek(1).isWord("SELECT");
            into = Optional.of(new Output.Into(table, listed ? queries.names() : List.of()));
        }
        if (tokens.at("OUTPUT")) {
            throw tokens.notSupported("OUTPUT behind OUTPUT INTO", tokens.position());
        }
        return Optional.of(new Output(start, items, into));
    }

    private Update update(Position start) throws SqlError {
        Optional<Expression> top = top();
        ObjectName target = target();
        tokens.expect("SET");
        List<Update.Assignment> assignments = assignments();
        Optional<Output> output = output();
        List<TableSource> from = tokens.take("FROM") ? queries.tables() : List.of();
        return new Update(start, ofOneTable(top, from), target, assignments, output, from, where());
    }

    /** Behind SET. */
    List<Update.Assignment> assignments() throws SqlError {
        List<Update.Assignment> assignments = new ArrayList<>();
        do {
            assignments.add(assignment());
        } while (tokens.takeSign(","));
        return assignments;
    }

    private Update.Assignment assignment() throws SqlError {
        ObjectName column = queries.objectName();
        Token sign = tokens.peek();
        String operator = "";
        if (sign.kind() == Token.Kind.SYMBOL && COMPOUND.contains(sign.text())) {
            tokens.next();
            operator = sign.text().substring(0, 1);
        } else {
            tokens.expectSign("=");
        }
        Position place = tokens.position();
        Expression value = tokens.take("DEFAULT") ? new Expression.Keyword(place, "DEFAULT") : expressions.value();
        return new Update.Assignment(column.object(), operator, value);
    }

    private Delete delete(Position start) throws SqlError {
        Optional<Expression> top = top();
        tokens.take("FROM");
        ObjectName target = target();
        Optional<Output> output = output();
        List<TableSource> from = tokens.take("FROM") ? queries.tables() : List.of();
        return new Delete(start, ofOneTable(top, from), target, output, from, where());
    }

    private Optional<Expression> where() throws SqlError {
        if (!tokens.take("WHERE")) {
            return Optional.empty();
        }
        if (tokens.at("CURRENT")) {
            throw tokens.notSupported("WHERE CURRENT OF", tokens.position());
        }
        return Optional.of(expressions.condition());
    }
}
