package dev.coffer.tsql;

import dev.coffer.errors.SqlError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** SELECT, INSERT, UPDATE, DELETE and TRUNCATE TABLE. */
final class ChangeParser {

    private static final Set<String> COMPOUND = Set.of("+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=");

    private final TokenReader tokens;
    private final QueryParser queries;
    private final ExpressionParser expressions;

    ChangeParser(TokenReader tokens) {
        this.tokens = tokens;
        this.queries = new QueryParser(tokens);
        this.expressions = new ExpressionParser(tokens);
    }

    /** At the statement's first word. */
    DataStatement statement() throws SqlError {
        Position start = tokens.position();
        List<Query.CommonTable> with = queries.commonTables();
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
        if (tokens.take("TRUNCATE")) {
            tokens.expect("TABLE");
            return new TruncateTable(start, queries.objectName());
        }
        return new Select(start, queries.query(with));
    }

    private Insert insert(Position start, List<Query.CommonTable> with) throws SqlError {
        refuseTop();
        tokens.take("INTO");
        ObjectName table = queries.objectName();
        List<Name> columns = tokens.atSign("(") && !tokens.peek(1).isWord("SELECT") ? queries.names() : List.of();
        refuseOutput();
        if (tokens.take("DEFAULT", "VALUES")) {
            return new Insert(start, table, columns, new Insert.DefaultValues(), Optional.empty());
        }
        if (tokens.take("VALUES")) {
            List<List<Expression>> rows = queries.rows(tokens.limits().insertRows());
            return new Insert(start, table, columns, new Insert.Values(rows), Optional.empty());
        }
        if (tokens.at("EXEC") || tokens.at("EXECUTE")) {
            throw tokens.notSupported("INSERT ... EXEC", tokens.position());
        }
        Query query = with.isEmpty() ? queries.query() : queries.query(with);
        return new Insert(start, table, columns, new Insert.FromQuery(query), Optional.empty());
    }

    private void refuseTop() throws SqlError {
        if (tokens.at("TOP")) {
            throw tokens.notSupported("TOP in INSERT, UPDATE or DELETE", tokens.position());
        }
    }

    private void refuseOutput() throws SqlError {
        if (tokens.at("OUTPUT")) {
            throw tokens.notSupported("OUTPUT", tokens.position());
        }
    }

    private Update update(Position start) throws SqlError {
        refuseTop();
        ObjectName target = queries.objectName();
        tokens.expect("SET");
        List<Update.Assignment> assignments = new ArrayList<>();
        do {
            assignments.add(assignment());
        } while (tokens.takeSign(","));
        refuseOutput();
        List<TableSource> from = tokens.take("FROM") ? queries.tables() : List.of();
        return new Update(start, target, assignments, from, where());
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
        refuseTop();
        tokens.take("FROM");
        ObjectName target = queries.objectName();
        refuseOutput();
        List<TableSource> from = tokens.take("FROM") ? queries.tables() : List.of();
        return new Delete(start, target, from, where());
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
