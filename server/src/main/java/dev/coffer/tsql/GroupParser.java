package dev.coffer.tsql;

import dev.coffer.errors.SqlError;
import java.util.ArrayList;
import java.util.List;

/** What stands behind GROUP BY. Confined to one thread. */
final class GroupParser {

    private final TokenReader tokens;
    private final ExpressionParser expressions;

    GroupParser(TokenReader tokens) {
        this.tokens = tokens;
        this.expressions = new ExpressionParser(tokens);
    }

    /** Also with the older form, {@code a, b WITH ROLLUP}. */
    List<Expression> groups() throws SqlError {
        Position start = tokens.position();
        if (tokens.at("ALL")) {
            throw tokens.notSupported("GROUP BY ALL", start);
        }
        List<Expression> groups = list();
        if (tokens.at("WITH", "ROLLUP") || tokens.at("WITH", "CUBE")) {
            tokens.next();
            return List.of(new Expression.Grouping(start, tokens.next().word(), groups));
        }
        return groups;
    }

    private List<Expression> list() throws SqlError {
        List<Expression> groups = new ArrayList<>();
        do {
            groups.add(group());
        } while (groups.size() < tokens.limits().listItems() && tokens.takeSign(","));
        return groups;
    }

    private Expression group() throws SqlError {
        Position start = tokens.position();
        if (tokens.at("GROUPING", "SETS")) {
            tokens.next();
            tokens.next();
            return new Expression.Grouping(start, "GROUPING SETS", inParentheses());
        }
        if ((tokens.at("ROLLUP") || tokens.at("CUBE")) && tokens.peek(1).isSymbol("(")) {
            return new Expression.Grouping(start, tokens.next().word(), inParentheses());
        }
        if (tokens.atSign("(") && tokens.peek(1).isSymbol(")")) {
            return new Expression.Grouping(start, "", inParentheses());
        }
        return isSet() ? new Expression.Grouping(start, "", inParentheses()) : expressions.value();
    }

    /** Whether the parentheses ahead hold several columns, rather than a part of an expression. */
    private boolean isSet() {
        if (!tokens.atSign("(")) {
            return false;
        }
        int depth = 0;
        boolean several = false;
        int ahead = 0;
        do {
            Token token = tokens.peek(ahead);
            if (token.kind() == Token.Kind.END) {
                return false;
            }
            depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
            several |= depth == 1 && token.isSymbol(",");
            ahead++;
        } while (depth > 0);
        return several;
    }

    private List<Expression> inParentheses() throws SqlError {
        tokens.expectSign("(");
        tokens.enter();
        List<Expression> groups = tokens.atSign(")") ? List.of() : list();
        tokens.leave();
        tokens.expectSign(")");
        return groups;
    }
}
