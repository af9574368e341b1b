package dev.coffer.tsql;

import dev.coffer.errors.SqlError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Query expressions and what stands in FROM. */
final class QueryParser {

    /** {@code FOR XML PATH ( '' )}. */
    private static final int PATH_TOKENS = 6;

    private final TokenReader tokens;
    private final ExpressionParser expressions;
    private Outermost outermost = Outermost.NO;
    private Optional<ObjectName> into = Optional.empty();

    /** Whether the next select list may assign to variables or name a table INTO which it goes. */
    private enum Outermost {
        YES,
        NO
    }

    QueryParser(TokenReader tokens) {
        this.tokens = tokens;
        this.expressions = new ExpressionParser(tokens);
    }

    /** {@code (query)}. */
    Query inParentheses() throws SqlError {
        tokens.expectSign("(");
        Query query = query();
        refuseFor();
        tokens.expectSign(")");
        return query;
    }

    /** {@code (query)} as a value: also the rows put together by {@code FOR XML PATH('')}. */
    Expression asValue() throws SqlError {
        Position start = tokens.position();
        tokens.expectSign("(");
        Query query = query();
        boolean joined = tokens.at("FOR", "XML")
                && tokens.peek(2).isWord("PATH")
                && tokens.peek(3).isSymbol("(")
                && tokens.peek(4).kind() == Token.Kind.STRING
                && tokens.peek(4).text().isEmpty()
                && tokens.peek(5).isSymbol(")");
        if (!joined) {
            refuseFor();
            tokens.expectSign(")");
            return new Expression.ScalarQuery(start, query);
        }
        for (int token = 0; token < PATH_TOKENS; token++) {
            tokens.next();
        }
        return new RowsAsText(tokens).behindPath(start, query);
    }

    /** FOR XML and its like, which make one value of a result. A cursor has a FOR of its own. */
    void refuseFor() throws SqlError {
        if (tokens.at("FOR")) {
            throw tokens.notSupported("SELECT with " + tokens.wordsAhead(2), tokens.position());
        }
    }

    Query query() throws SqlError {
        return query(commonTables());
    }

    /** {@code WITH name AS (...), ...}, or nothing. */
    List<Query.CommonTable> commonTables() throws SqlError {
        List<Query.CommonTable> tables = new ArrayList<>();
        if (tokens.take("WITH")) {
            do {
                Name name = tokens.name();
                List<Name> columns = tokens.atSign("(") ? names() : List.of();
                tokens.expect("AS");
                tables.add(new Query.CommonTable(name, columns, inParentheses()));
            } while (tokens.takeSign(","));
        }
        return tables;
    }

    /** A statement's own query: it may assign to variables, or have INTO. */
    Query outermost(List<Query.CommonTable> with) throws SqlError {
        outermost = Outermost.YES;
        return query(with);
    }

    /** The table behind INTO of the outermost query. */
    Optional<ObjectName> into() {
        return into;
    }

    /** Behind the common table expressions. */
    Query query(List<Query.CommonTable> with) throws SqlError {
        Position start = tokens.position();
        tokens.enter();
        Query.Body body = setOperations();
        List<Query.OrderItem> orderBy = tokens.take("ORDER", "BY") ? orderItems() : List.of();
        Optional<Expression> offset = Optional.empty();
        Optional<Expression> fetch = Optional.empty();
        if (!orderBy.isEmpty() && tokens.take("OFFSET")) {
            offset = Optional.of(expressions.value());
            rowsWord();
            if (tokens.take("FETCH")) {
                if (!tokens.take("NEXT")) {
                    tokens.expect("FIRST");
                }
                fetch = Optional.of(expressions.value());
                rowsWord();
                tokens.expect("ONLY");
            }
        }
        tokens.leave();
        return new Query(start, with, body, orderBy, offset, fetch);
    }

    private void rowsWord() throws SqlError {
        if (!tokens.take("ROWS")) {
            tokens.expect("ROW");
        }
    }

    List<Query.OrderItem> orderItems() throws SqlError {
        List<Query.OrderItem> items = new ArrayList<>();
        do {
            Expression value = expressions.value();
            boolean descending = tokens.take("DESC");
            if (!descending) {
                tokens.take("ASC");
            }
            items.add(new Query.OrderItem(value, descending ? Query.Direction.DESCENDING : Query.Direction.ASCENDING));
        } while (tokens.takeSign(","));
        return items;
    }

    /** UNION and EXCEPT, left to right; INTERSECT binds closer. */
    private Query.Body setOperations() throws SqlError {
        Query.Body left = intersections();
        while (tokens.at("UNION") || tokens.at("EXCEPT")) {
            String operator = tokens.next().word();
            if (operator.equals("UNION") && tokens.take("ALL")) {
                operator = "UNION ALL";
            }
            left = new Query.SetOperation(operator, left, intersections());
        }
        return left;
    }

    private Query.Body intersections() throws SqlError {
        Query.Body left = operand();
        while (tokens.take("INTERSECT")) {
            left = new Query.SetOperation("INTERSECT", left, operand());
        }
        return left;
    }

    private Query.Body operand() throws SqlError {
        return tokens.atSign("(") ? new Query.Nested(inParentheses()) : block();
    }

    private Query.Block block() throws SqlError {
        Position start = tokens.position();
        tokens.expect("SELECT");
        Outermost place = outermost;
        outermost = Outermost.NO;
        Query.Duplicates duplicates = Query.Duplicates.KEPT;
        if (tokens.take("DISTINCT")) {
            duplicates = Query.Duplicates.REMOVED;
        } else {
            tokens.take("ALL");
        }
        Optional<Query.Top> top = tokens.take("TOP") ? Optional.of(top()) : Optional.empty();
        List<Query.Item> items = new ArrayList<>();
        do {
            items.add(place == Outermost.YES && assigns() ? assigned() : item());
        } while (items.size() < tokens.limits().listItems() && tokens.takeSign(","));
        if (tokens.at("INTO")) {
            into = Optional.of(into(place));
        }
        List<TableSource> from = tokens.take("FROM") ? tables() : List.of();
        Optional<Expression> where = tokens.take("WHERE") ? Optional.of(expressions.condition()) : Optional.empty();
        List<Expression> groupBy = tokens.take("GROUP", "BY") ? new GroupParser(tokens).groups() : List.of();
        Optional<Expression> having = tokens.take("HAVING") ? Optional.of(expressions.condition()) : Optional.empty();
        new SourceParser(tokens, this).refuseWindow();
        return new Query.Block(start, duplicates, top, items, from, where, groupBy, having);
    }

    private ObjectName into(Outermost place) throws SqlError {
        if (place == Outermost.NO) {
            throw tokens.unexpected();
        }
        tokens.next();
        return objectName();
    }

    private boolean assigns() {
        Token sign = tokens.peek(1);
        return tokens.atVariable()
                && sign.kind() == Token.Kind.SYMBOL
                && (sign.text().equals("=") || ChangeParser.COMPOUND.contains(sign.text()));
    }

    private Query.Assigned assigned() throws SqlError {
        Name variable = tokens.variable();
        String sign = tokens.next().text();
        return new Query.Assigned(variable, sign.substring(0, sign.length() - 1), expressions.value());
    }

    /** Behind TOP. */
    Query.Top top() throws SqlError {
        Expression count;
        if (tokens.takeSign("(")) {
            count = expressions.value();
            tokens.expectSign(")");
        } else {
            Position place = tokens.position();
            count = new Expression.NumberLiteral(place, String.valueOf(tokens.wholeNumber()));
        }
        Query.Top.Unit unit = tokens.take("PERCENT") ? Query.Top.Unit.PERCENT : Query.Top.Unit.ROWS;
        Query.Top.Ties ties = tokens.take("WITH", "TIES") ? Query.Top.Ties.KEPT : Query.Top.Ties.CUT;
        return new Query.Top(count, unit, ties);
    }

    /** A list of values, none of which is assigned. */
    List<Query.Item> items() throws SqlError {
        List<Query.Item> items = new ArrayList<>();
        do {
            items.add(item());
        } while (items.size() < tokens.limits().listItems() && tokens.takeSign(","));
        return items;
    }

    private Query.Item item() throws SqlError {
        Position start = tokens.position();
        if (tokens.takeSign("*")) {
            return new Query.Star(start, Optional.empty());
        }
        if (tokens.atName() && tokens.peek(1).isSymbol("=")) {
            Name alias = tokens.name();
            tokens.expectSign("=");
            return new Query.Value(expressions.value(), Optional.of(alias));
        }
        if (tokens.atName() && tokens.peek(1).isSymbol(".") && tokens.peek(2).isSymbol("*")) {
            Name table = tokens.name();
            tokens.next();
            tokens.next();
            return new Query.Star(start, Optional.of(new ObjectName(Optional.empty(), Optional.empty(), table)));
        }
        Expression value = expressions.value();
        return new Query.Value(value, alias());
    }

    /** {@code [AS] alias}, where a string may stand for the name. */
    private Optional<Name> alias() throws SqlError {
        boolean as = tokens.take("AS");
        if (tokens.peek().kind() == Token.Kind.STRING) {
            Text text = tokens.text();
            return Optional.of(new Name(text.value(), text.position()));
        }
        return as || tokens.atName() ? Optional.of(tokens.name()) : Optional.empty();
    }

    List<TableSource> tables() throws SqlError {
        return new SourceParser(tokens, this).tables();
    }

    /** {@code (...), (...)}, at most so many; DEFAULT may stand for a value. */
    List<List<Expression>> rows(int max) throws SqlError {
        List<List<Expression>> rows = new ArrayList<>();
        do {
            if (rows.size() == max) {
                throw dev.coffer.errors.Message.TOO_MANY_ROWS
                        .error(max)
                        .atLine(tokens.position().line());
            }
            tokens.expectSign("(");
            List<Expression> row = new ArrayList<>();
            do {
                Position start = tokens.position();
                row.add(tokens.take("DEFAULT") ? new Expression.Keyword(start, "DEFAULT") : expressions.value());
            } while (tokens.takeSign(","));
            tokens.expectSign(")");
            rows.add(row);
        } while (tokens.takeSign(","));
        return rows;
    }

    /** {@code (name, name)}. */
    List<Name> names() throws SqlError {
        tokens.expectSign("(");
        List<Name> names = new ArrayList<>();
        do {
            names.add(tokens.name());
        } while (tokens.takeSign(","));
        tokens.expectSign(")");
        return names;
    }

    private ObjectName tableVariable() throws SqlError {
        Token token = tokens.peek();
        if (!tokens.variables().isTable(token.text())) {
            throw dev.coffer.errors.Message.TABLE_VARIABLE_UNDECLARED
                    .error(token.text())
                    .atLine(token.position().line());
        }
        tokens.next();
        return new ObjectName(Optional.empty(), Optional.empty(), new Name(token.text(), token.position()));
    }

    /** {@code [[database.][schema].]object}; the schema may be left empty between two dots. */
    ObjectName objectName() throws SqlError {
        if (tokens.atVariable()) {
            return tableVariable();
        }
        Name first = tokens.name();
        if (!tokens.takeSign(".")) {
            return new ObjectName(Optional.empty(), Optional.empty(), first);
        }
        if (tokens.takeSign(".")) {
            return new ObjectName(Optional.of(first), Optional.empty(), tokens.name());
        }
        Name second = tokens.name();
        if (!tokens.takeSign(".")) {
            return new ObjectName(Optional.empty(), Optional.of(first), second);
        }
        return new ObjectName(Optional.of(first), Optional.of(second), tokens.name());
    }
}
