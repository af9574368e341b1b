package dev.coffer.tsql;

import dev.coffer.errors.SqlError;
import java.util.List;
import java.util.Optional;

/** The window of a function: what stands behind OVER. Confined to one thread. */
final class WindowParser {

    private final TokenReader tokens;

    WindowParser(TokenReader tokens) {
        this.tokens = tokens;
    }

    /** Behind OVER, at the opening parenthesis. */
    Expression.Over over() throws SqlError {
        tokens.expectSign("(");
        List<Expression> partitionBy = List.of();
        if (tokens.take("PARTITION")) {
            tokens.expect("BY");
            partitionBy = new ExpressionParser(tokens).values();
        }
        List<Query.OrderItem> orderBy = tokens.take("ORDER", "BY") ? new QueryParser(tokens).orderItems() : List.of();
        Optional<String> frame = Optional.empty();
        if (tokens.at("ROWS") || tokens.at("RANGE")) {
            frame = Optional.of(frame());
        }
        tokens.expectSign(")");
        return new Expression.Over(partitionBy, orderBy, frame);
    }

    /** Behind WITHIN GROUP: {@code (ORDER BY ...)}. */
    List<Query.OrderItem> within() throws SqlError {
        tokens.expectSign("(");
        tokens.expect("ORDER", "BY");
        List<Query.OrderItem> order = new QueryParser(tokens).orderItems();
        tokens.expectSign(")");
        return order;
    }

    private String frame() throws SqlError {
        String unit = tokens.next().word();
        if (tokens.take("BETWEEN")) {
            String from = frameBound();
            tokens.expect("AND");
            return unit + " BETWEEN " + from + " AND " + frameBound();
        }
        return unit + " " + frameBound();
    }

    private String frameBound() throws SqlError {
        if (tokens.take("CURRENT")) {
            tokens.expect("ROW");
            return "CURRENT ROW";
        }
        String distance = tokens.take("UNBOUNDED") ? "UNBOUNDED" : String.valueOf(tokens.wholeNumber());
        if (tokens.take("PRECEDING")) {
            return distance + " PRECEDING";
        }
        tokens.expect("FOLLOWING");
        return distance + " FOLLOWING";
    }
}
