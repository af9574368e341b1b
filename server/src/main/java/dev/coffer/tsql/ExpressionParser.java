package dev.coffer.tsql;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Values and conditions, by precedence climbing. Confined to one thread. */
final class ExpressionParser {

    private static final Set<String> COMPARISONS = Set.of("=", "<>", "!=", "<", "<=", ">", ">=", "!<", "!>");
    private static final Set<String> PRODUCTS = Set.of("*", "/", "%");
    private static final Set<String> SUMS = Set.of("+", "-", "&", "|", "^");
    /** Reserved words that are functions. */
    private static final Set<String> WORD_FUNCTIONS = Set.of("COALESCE", "NULLIF", "LEFT", "RIGHT");

    private static final Set<String> NILADIC =
            Set.of("CURRENT_TIMESTAMP", "CURRENT_USER", "SESSION_USER", "SYSTEM_USER", "USER");

    private final TokenReader tokens;

    ExpressionParser(TokenReader tokens) {
        this.tokens = tokens;
    }

    /** A value. */
    Expression value() throws SqlError {
        Expression value = sum();
        if (value.isCondition()) {
            throw tokens.unexpected();
        }
        return value;
    }

    /** A condition. */
    Expression condition() throws SqlError {
        Expression condition = either();
        if (!condition.isCondition()) {
            throw Message.CONDITION_EXPECTED
                    .error(tokens.shownNext())
                    .atLine(tokens.position().line());
        }
        return condition;
    }

    List<Expression> values() throws SqlError {
        List<Expression> values = new ArrayList<>();
        do {
            if (values.size() == tokens.limits().listItems()) {
                throw Message.NESTED_TOO_DEEPLY.error().atLine(tokens.position().line());
            }
            values.add(value());
        } while (tokens.takeSign(","));
        return values;
    }

    /** A condition, or a value where only parentheses will tell. */
    private Expression either() throws SqlError {
        return junction("OR");
    }

    private Expression junction(String operator) throws SqlError {
        Position start = tokens.position();
        boolean or = operator.equals("OR");
        Expression first = or ? junction("AND") : negation();
        if (!tokens.at(operator)) {
            return first;
        }
        List<Expression> parts = new ArrayList<>();
        parts.add(requireCondition(first));
        while (tokens.take(operator)) {
            parts.add(requireCondition(or ? junction("AND") : negation()));
        }
        return new Expression.Junction(start, operator, parts);
    }

    private Expression requireCondition(Expression expression) throws SqlError {
        if (!expression.isCondition()) {
            throw Message.CONDITION_EXPECTED
                    .error(tokens.shownNext())
                    .atLine(expression.position().line());
        }
        return expression;
    }

    private Expression negation() throws SqlError {
        Position start = tokens.position();
        if (!tokens.take("NOT")) {
            return predicate();
        }
        tokens.enter();
        Expression operand = requireCondition(negation());
        tokens.leave();
        return new Expression.Not(start, operand);
    }

    private Expression predicate() throws SqlError {
        Position start = tokens.position();
        if (tokens.take("EXISTS")) {
            return new Expression.Exists(start, new QueryParser(tokens).inParentheses());
        }
        Expression left = sum();
        if (left.isCondition()) {
            return left;
        }
        Token operator = tokens.peek();
        if (operator.kind() == Token.Kind.SYMBOL && COMPARISONS.contains(operator.text())) {
            tokens.next();
            return comparison(operator, left);
        }
        if (tokens.take("IS")) {
            Expression.Sense sense = sense();
            if (tokens.at("DISTINCT", "FROM")) {
                throw tokens.notSupported("IS DISTINCT FROM", start);
            }
            tokens.expect("NULL");
            return new Expression.IsNull(start, left, sense);
        }
        if (!tokens.at("NOT") && !tokens.at("LIKE") && !tokens.at("IN") && !tokens.at("BETWEEN")) {
            return left;
        }
        Expression.Sense sense = sense();
        if (tokens.take("LIKE")) {
            Expression pattern = value();
            Optional<Expression> escape = tokens.take("ESCAPE") ? Optional.of(value()) : Optional.empty();
            return new Expression.Like(start, left, pattern, escape, sense);
        }
        if (tokens.take("BETWEEN")) {
            Expression low = value();
            tokens.expect("AND");
            return new Expression.Between(start, left, low, value(), sense);
        }
        tokens.expect("IN");
        return in(start, left, sense);
    }

    private Expression in(Position start, Expression left, Expression.Sense sense) throws SqlError {
        if (tokens.peek(1).isWord("SELECT") || tokens.peek(1).isWord("WITH")) {
            return new Expression.InQuery(start, left, new QueryParser(tokens).inParentheses(), sense);
        }
        tokens.expectSign("(");
        tokens.enter();
        List<Expression> candidates = values();
        tokens.leave();
        tokens.expectSign(")");
        return new Expression.InList(start, left, candidates, sense);
    }

    private Expression comparison(Token operator, Expression left) throws SqlError {
        String sign = switch (operator.text()) {
            case "!=" -> "<>";
            case "!<" -> ">=";
            case "!>" -> "<=";
            default -> operator.text();
        };
        if (tokens.at("ALL") || tokens.at("ANY") || tokens.at("SOME")) {
            String quantifier = tokens.next().isWord("ALL") ? "ALL" : "ANY";
            Query query = new QueryParser(tokens).inParentheses();
            return new Expression.QuantifiedComparison(operator.position(), sign, left, quantifier, query);
        }
        return new Expression.Comparison(operator.position(), sign, left, value());
    }

    private Expression.Sense sense() {
        return tokens.take("NOT") ? Expression.Sense.NEGATED : Expression.Sense.PLAIN;
    }

    private Expression sum() throws SqlError {
        Expression left = product();
        while (tokens.peek().kind() == Token.Kind.SYMBOL
                && SUMS.contains(tokens.peek().text())) {
            Token operator = tokens.next();
            left = arithmetic(operator, left, product());
        }
        return left;
    }

    private Expression product() throws SqlError {
        Expression left = unary();
        while (tokens.peek().kind() == Token.Kind.SYMBOL
                && PRODUCTS.contains(tokens.peek().text())) {
            Token operator = tokens.next();
            left = arithmetic(operator, left, unary());
        }
        return left;
    }

    private Expression arithmetic(Token operator, Expression left, Expression right) throws SqlError {
        if (left.isCondition() || right.isCondition()) {
            throw tokens.unexpected();
        }
        return new Expression.Arithmetic(operator.position(), operator.text(), left, right);
    }

    private Expression unary() throws SqlError {
        Token sign = tokens.peek();
        if (sign.isSymbol("-") || sign.isSymbol("+") || sign.isSymbol("~")) {
            tokens.next();
            tokens.enter();
            Expression operand = unary();
            tokens.leave();
            return new Expression.Unary(sign.position(), sign.text(), operand);
        }
        Expression value = primary();
        while (tokens.at("COLLATE") || tokens.at("AT", "TIME")) {
            if (tokens.take("COLLATE")) {
                value = new Expression.Collate(value.position(), value, tokens.name());
            } else {
                tokens.next();
                tokens.next();
                tokens.expect("ZONE");
                value = new Expression.AtTimeZone(value.position(), value, primary());
            }
        }
        new FormParser(tokens, this).refuseBehind();
        return value;
    }

    private Expression primary() throws SqlError {
        Token token = tokens.peek();
        Position start = token.position();
        switch (token.kind()) {
            case NUMBER:
                tokens.next();
                return new Expression.NumberLiteral(start, token.text());
            case MONEY:
                tokens.next();
                return new Expression.MoneyLiteral(start, token.text());
            case STRING:
                tokens.next();
                return new Expression.StringLiteral(start, token.text(), token.letters());
            case BINARY:
                tokens.next();
                return new Expression.BinaryLiteral(start, token.text());
            case SYSTEM_VARIABLE:
                tokens.next();
                return new Expression.SystemVariable(start, token.text().toUpperCase(java.util.Locale.ROOT));
            case VARIABLE:
                return new Expression.Variable(start, tokens.variable().text());
            case SYMBOL:
                return parenthesised(start);
            case WORD, BRACKETED, DOUBLE_QUOTED:
                return wordy(start);
            case END:
                throw tokens.unexpected();
        }
        throw new IllegalStateException("Token of unknown kind " + token.kind());
    }

    private Expression parenthesised(Position start) throws SqlError {
        if (!tokens.atSign("(")) {
            throw tokens.unexpected();
        }
        if (tokens.peek(1).isWord("SELECT")) {
            return new QueryParser(tokens).asValue();
        }
        tokens.next();
        tokens.enter();
        Expression inner = either();
        tokens.leave();
        tokens.expectSign(")");
        return new Expression.Parenthesised(start, inner);
    }

    private Expression wordy(Position start) throws SqlError {
        String word = tokens.peek().word();
        if (word.equals("NULL")) {
            tokens.next();
            return new Expression.Keyword(start, "NULL");
        }
        boolean called = tokens.peek(1).isSymbol("(");
        Optional<Expression> form = new FormParser(tokens, this).at(word, start);
        if (form.isPresent()) {
            return form.get();
        }
        if ((called && WORD_FUNCTIONS.contains(word)) || NILADIC.contains(word)) {
            Name name = new Name(tokens.next().text(), start);
            return called && !NILADIC.contains(word)
                    ? call(start, Optional.empty(), name)
                    : new Expression.FunctionCall(start, Optional.empty(), name, none(), Optional.empty());
        }
        List<Name> parts = new ArrayList<>();
        parts.add(tokens.name());
        while (parts.size() < 4 && tokens.atSign(".")) {
            tokens.next();
            if (parts.size() == 1 && tokens.atSign(".")) {
                // database..object: the schema goes without saying.
                tokens.next();
            }
            parts.add(tokens.name());
        }
        if (tokens.atSign("(") && parts.size() <= 2) {
            Optional<Name> schema = parts.size() == 2 ? Optional.of(parts.get(0)) : Optional.empty();
            return call(start, schema, parts.get(parts.size() - 1));
        }
        return new Expression.ColumnReference(start, parts);
    }

    private static Expression.Arguments none() {
        return new Expression.Arguments(Expression.Arguments.Form.PLAIN, List.of());
    }

    /** At the opening parenthesis. */
    Expression.FunctionCall call(Position start, Optional<Name> schema, Name name) throws SqlError {
        tokens.expectSign("(");
        tokens.enter();
        Expression.Arguments arguments;
        if (tokens.takeSign("*")) {
            arguments = new Expression.Arguments(Expression.Arguments.Form.STAR, List.of());
        } else if (tokens.atSign(")")) {
            arguments = none();
        } else if (tokens.take("DISTINCT")) {
            arguments = new Expression.Arguments(Expression.Arguments.Form.DISTINCT, values());
        } else {
            tokens.take("ALL");
            arguments = new Expression.Arguments(Expression.Arguments.Form.PLAIN, values());
        }
        if (tokens.at("FROM") && name.text().equalsIgnoreCase("TRIM")) {
            throw tokens.notSupported("TRIM with FROM", start);
        }
        tokens.leave();
        tokens.expectSign(")");
        if (tokens.take("WITHIN", "GROUP")) {
            List<Query.OrderItem> order = new WindowParser(tokens).within();
            arguments = new Expression.Arguments(arguments.form(), arguments.values(), order);
        }
        Optional<Expression.Over> over =
                tokens.take("OVER") ? Optional.of(new WindowParser(tokens).over()) : Optional.empty();
        return new Expression.FunctionCall(start, schema, name, arguments, over);
    }
}
