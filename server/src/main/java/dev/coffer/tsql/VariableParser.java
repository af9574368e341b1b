package dev.coffer.tsql;

import dev.coffer.errors.SqlError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** DECLARE, SET of a variable, and the declarations in sp_executesql's second argument. Confined to one thread. */
final class VariableParser {

    private final TokenReader tokens;

    VariableParser(TokenReader tokens) {
        this.tokens = tokens;
    }

    /** Behind DECLARE. */
    Statement declare(Position start) throws SqlError {
        if (tokens.atName()) {
            return new CursorParser(tokens).declare(start);
        }
        Token first = tokens.peek();
        boolean table = tokens.peek(1).isWord("TABLE")
                || (tokens.peek(1).isWord("AS") && tokens.peek(2).isWord("TABLE"));
        if (tokens.atVariable() && table) {
            tokens.next();
            tokens.take("AS");
            tokens.next();
            tokens.variables().declareTable(first);
            return new DeclareTable(start, new TableParser(tokens).tableVariable(start, name(first)));
        }
        List<Declare.Variable> variables = new ArrayList<>();
        do {
            variable().ifPresent(variables::add);
        } while (tokens.takeSign(","));
        return new Declare(start, variables);
    }

    private static Name name(Token token) {
        return new Name(token.text(), token.position());
    }

    /** Nothing for a cursor variable, which is nothing until SET makes it a cursor. */
    private Optional<Declare.Variable> variable() throws SqlError {
        Token token = tokens.peek();
        if (!tokens.atVariable()) {
            throw tokens.unexpected();
        }
        tokens.next();
        tokens.take("AS");
        if (tokens.take("CURSOR")) {
            tokens.variables().declareCursor(token);
            return Optional.empty();
        }
        TypeName type = new TypeParser(tokens).type();
        Optional<Expression> value =
                tokens.takeSign("=") ? Optional.of(new ExpressionParser(tokens).value()) : Optional.empty();
        tokens.variables().declareScalar(token);
        return Optional.of(new Declare.Variable(name(token), type, value));
    }

    /** At the variable behind SET. */
    Statement set(Position start) throws SqlError {
        if (tokens.variables().isCursor(tokens.peek().text())) {
            Token cursor = tokens.next();
            tokens.expectSign("=");
            if (!tokens.at("CURSOR")) {
                throw tokens.notSupported("A cursor variable set to another cursor", start);
            }
            return new CursorParser(tokens).assigned(start, name(cursor));
        }
        Name variable = tokens.variable();
        Token sign = tokens.peek();
        if (sign.kind() != Token.Kind.SYMBOL || !ChangeParser.COMPOUND.contains(sign.text())) {
            tokens.expectSign("=");
        } else {
            tokens.next();
        }
        String operator = sign.text().substring(0, sign.text().length() - 1);
        return new SetVariable(start, variable, operator, new ExpressionParser(tokens).value());
    }

    /** The whole of a list of parameters. */
    List<ParameterDefinition> parameters() throws SqlError {
        List<ParameterDefinition> parameters = new ArrayList<>();
        if (tokens.atEnd()) {
            return parameters;
        }
        do {
            Token token = tokens.peek();
            if (!tokens.atVariable()) {
                throw tokens.unexpected();
            }
            tokens.next();
            tokens.variables().declareScalar(token);
            tokens.take("AS");
            TypeName type = new TypeParser(tokens).type();
            boolean output = tokens.take("OUTPUT") || tokens.take("OUT");
            tokens.take("READONLY");
            parameters.add(new ParameterDefinition(
                    name(token), type, output ? Execute.Direction.OUTPUT : Execute.Direction.IN));
        } while (tokens.takeSign(","));
        if (!tokens.atEnd()) {
            throw tokens.unexpected();
        }
        return parameters;
    }
}
