package dev.coffer.tsql;

import dev.coffer.errors.SqlError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Values with a grammar of their own: CASE, IIF, CAST and CONVERT. Those that T-SQL has besides are refused by name.
 * Confined to one thread.
 */
final class FormParser {

    /** Called like functions, with words or signs between their parentheses that no function has. */
    private static final Set<String> REFUSED =
            Set.of("IDENTITY", "PARSE", "TRY_PARSE", "JSON_OBJECT", "JSON_ARRAY", "JSON_OBJECTAGG", "JSON_ARRAYAGG");

    /** Predicates. */
    private static final Set<String> FULL_TEXT = Set.of("CONTAINS", "FREETEXT");

    private static final Set<String> SIDES = Set.of("LEADING", "TRAILING", "BOTH");

    private final TokenReader tokens;
    private final ExpressionParser expressions;

    FormParser(TokenReader tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    /** What begins with that word; nothing when it is a name or an ordinary call. */
    Optional<Expression> at(String word, Position start) throws SqlError {
        if (word.equals("CASE")) {
            return Optional.of(caseOf(start));
        }
        if (tokens.at("NEXT", "VALUE") && tokens.peek(2).isWord("FOR")) {
            throw tokens.notSupported("NEXT VALUE FOR", start);
        }
        if (!tokens.peek(1).isSymbol("(")) {
            return Optional.empty();
        }
        if (REFUSED.contains(word) || FULL_TEXT.contains(word)) {
            throw tokens.notSupported(word, start);
        }
        if (word.equals("TRIM") && SIDES.contains(tokens.peek(2).word())) {
            throw tokens.notSupported("TRIM with " + tokens.peek(2).word(), start);
        }
        return switch (word) {
            case "CAST" -> Optional.of(cast(start, Expression.Cast.OnFailure.ERROR));
            case "TRY_CAST" -> Optional.of(cast(start, Expression.Cast.OnFailure.NULL));
            case "CONVERT" -> Optional.of(convert(start, Expression.Cast.OnFailure.ERROR));
            case "TRY_CONVERT" -> Optional.of(convert(start, Expression.Cast.OnFailure.NULL));
            case "IIF" -> Optional.of(inlineIf(start));
            default -> Optional.empty();
        };
    }

    /** What may stand behind a value or a call and is not here. */
    void refuseBehind() throws SqlError {
        if (tokens.at("IGNORE", "NULLS") || tokens.at("RESPECT", "NULLS")) {
            throw tokens.notSupported(tokens.wordsAhead(2), tokens.position());
        }
    }

    private Expression caseOf(Position start) throws SqlError {
        tokens.expect("CASE");
        tokens.enter();
        Optional<Expression> operand = tokens.at("WHEN") ? Optional.empty() : Optional.of(expressions.value());
        List<Expression.When> whens = new ArrayList<>();
        while (tokens.take("WHEN")) {
            Expression test = operand.isPresent() ? expressions.value() : expressions.condition();
            tokens.expect("THEN");
            whens.add(new Expression.When(test, expressions.value()));
        }
        if (whens.isEmpty()) {
            throw tokens.unexpected();
        }
        Optional<Expression> otherwise = tokens.take("ELSE") ? Optional.of(expressions.value()) : Optional.empty();
        tokens.leave();
        tokens.expect("END");
        return new Expression.Case(start, operand, whens, otherwise);
    }

    /** IIF(condition, value, value) is a CASE in fewer words. */
    private Expression inlineIf(Position start) throws SqlError {
        tokens.next();
        tokens.expectSign("(");
        tokens.enter();
        Expression condition = expressions.condition();
        tokens.expectSign(",");
        Expression result = expressions.value();
        tokens.expectSign(",");
        Expression otherwise = expressions.value();
        tokens.leave();
        tokens.expectSign(")");
        return new Expression.Case(
                start, Optional.empty(), List.of(new Expression.When(condition, result)), Optional.of(otherwise));
    }

    private Expression cast(Position start, Expression.Cast.OnFailure onFailure) throws SqlError {
        tokens.next();
        tokens.expectSign("(");
        tokens.enter();
        Expression value = expressions.value();
        tokens.expect("AS");
        TypeName type = new TypeParser(tokens).type();
        tokens.leave();
        tokens.expectSign(")");
        return new Expression.Cast(start, value, type, Optional.empty(), onFailure);
    }

    private Expression convert(Position start, Expression.Cast.OnFailure onFailure) throws SqlError {
        tokens.next();
        tokens.expectSign("(");
        tokens.enter();
        TypeName type = new TypeParser(tokens).type();
        tokens.expectSign(",");
        Expression value = expressions.value();
        Optional<Integer> style = Optional.empty();
        if (tokens.takeSign(",")) {
            if (tokens.atVariable()) {
                throw tokens.notSupported("CONVERT with a style in a variable", tokens.position());
            }
            style = Optional.of((int) Math.max(-1, Math.min(1000, tokens.wholeNumber())));
        }
        tokens.leave();
        tokens.expectSign(")");
        return new Expression.Cast(start, value, type, style, onFailure);
    }
}
