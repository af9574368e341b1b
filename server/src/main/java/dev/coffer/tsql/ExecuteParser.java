package dev.coffer.tsql;

import dev.coffer.errors.SqlError;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** EXECUTE, RAISERROR and WAITFOR. Confined to one thread. */
final class ExecuteParser {

    private static final Set<String> RAISERROR_OPTIONS = Set.of("LOG", "NOWAIT", "SETERROR");

    /** As many as RAISERROR takes. */
    private static final int RAISERROR_ARGUMENTS = 20;

    private static final Set<Token.Kind> CONSTANTS = EnumSet.of(
            Token.Kind.STRING,
            Token.Kind.NUMBER,
            Token.Kind.MONEY,
            Token.Kind.BINARY,
            Token.Kind.VARIABLE,
            Token.Kind.SYSTEM_VARIABLE);

    private final TokenReader tokens;
    private final ExpressionParser expressions;

    ExecuteParser(TokenReader tokens) {
        this.tokens = tokens;
        this.expressions = new ExpressionParser(tokens);
    }

    /** Behind EXECUTE, or at a procedure's name that begins the batch. */
    Statement execute(Position start) throws SqlError {
        if (tokens.takeSign("(")) {
            Expression text = expressions.value();
            if (tokens.atSign(",")) {
                throw tokens.notSupported("EXECUTE of a text with arguments", start);
            }
            tokens.expectSign(")");
            if (tokens.at("AT") || tokens.at("AS")) {
                throw tokens.notSupported("EXECUTE " + tokens.peek().word(), tokens.position());
            }
            return new ExecuteString(start, text);
        }
        Optional<Name> status = Optional.empty();
        if (tokens.atVariable() && tokens.peek(1).isSymbol("=")) {
            status = Optional.of(tokens.variable());
            tokens.next();
        }
        if (tokens.atVariable()) {
            throw tokens.notSupported("EXECUTE of a procedure whose name is in a variable", start);
        }
        String procedure = procedure();
        List<Execute.Argument> arguments = new ArrayList<>();
        if (atArgument()) {
            do {
                arguments.add(argument());
            } while (arguments.size() < tokens.limits().listItems() && tokens.takeSign(","));
        }
        if (tokens.take("WITH")) {
            if (!tokens.take("RECOMPILE")) {
                throw tokens.notSupported("EXECUTE WITH " + tokens.wordsAhead(2), start);
            }
        }
        return new Execute(start, status, procedure, arguments);
    }

    /** Up to four parts; some may be empty. */
    private String procedure() throws SqlError {
        StringBuilder name = new StringBuilder(tokens.name().text());
        int parts = 1;
        while (tokens.takeSign(".")) {
            name.append('.');
            if (++parts > 4) {
                throw tokens.unexpectedBefore();
            }
            if (!tokens.atSign(".")) {
                name.append(tokens.name().text());
            }
        }
        return name.toString();
    }

    private boolean atArgument() {
        return CONSTANTS.contains(tokens.peek().kind())
                || tokens.atSign("-")
                || tokens.atSign("+")
                || tokens.at("DEFAULT")
                || tokens.at("NULL")
                || tokens.atName();
    }

    private Execute.Argument argument() throws SqlError {
        Optional<Name> name = Optional.empty();
        if (tokens.atVariable() && tokens.peek(1).isSymbol("=")) {
            Token token = tokens.next();
            tokens.next();
            name = Optional.of(new Name(token.text(), token.position()));
        }
        if (!atArgument()) {
            throw tokens.unexpected();
        }
        Position place = tokens.position();
        Expression value;
        if (tokens.take("DEFAULT")) {
            value = new Expression.Keyword(place, "DEFAULT");
        } else if (tokens.atName()) {
            value = new Expression.StringLiteral(place, tokens.name().text(), Expression.Letters.NATIONAL);
        } else {
            value = expressions.value();
        }
        boolean output = tokens.take("OUTPUT") || tokens.take("OUT");
        if (output && !(value instanceof Expression.Variable)) {
            throw tokens.unexpectedBefore();
        }
        return new Execute.Argument(name, value, output ? Execute.Direction.OUTPUT : Execute.Direction.IN);
    }

    /** Behind RAISERROR. */
    Raiserror raiserror(Position start) throws SqlError {
        tokens.expectSign("(");
        Expression message = expressions.value();
        tokens.expectSign(",");
        Expression severity = expressions.value();
        tokens.expectSign(",");
        Expression state = expressions.value();
        List<Expression> arguments = new ArrayList<>();
        while (tokens.takeSign(",")) {
            if (arguments.size() == RAISERROR_ARGUMENTS) {
                throw tokens.unexpected();
            }
            arguments.add(expressions.value());
        }
        tokens.expectSign(")");
        Set<String> options = new HashSet<>();
        if (tokens.take("WITH")) {
            do {
                String option = tokens.peek().word();
                if (!RAISERROR_OPTIONS.contains(option)) {
                    throw tokens.unexpected();
                }
                tokens.next();
                options.add(option);
            } while (tokens.takeSign(","));
        }
        return new Raiserror(start, message, severity, state, arguments, options);
    }

    /** Behind WAITFOR. */
    Waitfor waitfor(Position start) throws SqlError {
        if (tokens.atSign("(")) {
            throw tokens.notSupported("WAITFOR of a statement", start);
        }
        Waitfor.Kind kind = tokens.take("TIME") ? Waitfor.Kind.TIME : Waitfor.Kind.DELAY;
        if (kind == Waitfor.Kind.DELAY) {
            tokens.expect("DELAY");
        }
        Token.Kind moment = tokens.peek().kind();
        if (moment != Token.Kind.STRING && moment != Token.Kind.VARIABLE) {
            throw tokens.unexpected();
        }
        return new Waitfor(start, kind, expressions.value());
    }
}
