package dev.coffer.tsql;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** IF, WHILE, BEGIN ... END, TRY ... CATCH and what stands in them. Confined to one thread; one serves a batch. */
final class ControlParser {

    private final TokenReader tokens;
    private final Statements statements;
    private int loops;
    private int catches;

    /** Where the statements inside come from. */
    @FunctionalInterface
    interface Statements {
        /** Reads the next one; several for a SET of several options. */
        List<Statement> next() throws SqlError;
    }

    ControlParser(TokenReader tokens, Statements statements) {
        this.tokens = tokens;
        this.statements = statements;
    }

    /** Behind IF. */
    If ifStatement(Position start) throws SqlError {
        tokens.enter();
        Expression condition = new ExpressionParser(tokens).condition();
        Statement then = single();
        Optional<Statement> otherwise = Optional.empty();
        if (tokens.atSign(";") && tokens.peek(1).isWord("ELSE")) {
            tokens.next();
        }
        if (tokens.take("ELSE")) {
            otherwise = Optional.of(single());
        }
        tokens.leave();
        return new If(start, condition, then, otherwise);
    }

    /** Behind WHILE. */
    While whileLoop(Position start) throws SqlError {
        tokens.enter();
        Expression condition = new ExpressionParser(tokens).condition();
        loops++;
        Statement body = single();
        loops--;
        tokens.leave();
        return new While(start, condition, body);
    }

    Break breakLoop(Position start) throws SqlError {
        if (loops == 0) {
            throw Message.BREAK_OUTSIDE_LOOP.error().atLine(start.line());
        }
        return new Break(start);
    }

    Continue continueLoop(Position start) throws SqlError {
        if (loops == 0) {
            throw Message.CONTINUE_OUTSIDE_LOOP.error().atLine(start.line());
        }
        return new Continue(start);
    }

    /** Behind BEGIN. */
    BeginEnd block(Position start) throws SqlError {
        List<Statement> inside = until("END");
        if (inside.isEmpty()) {
            throw tokens.unexpected();
        }
        tokens.expect("END");
        return new BeginEnd(start, inside);
    }

    /** Behind BEGIN TRY. */
    TryCatch tryCatch(Position start) throws SqlError {
        List<Statement> tried = until("END");
        tokens.expect("END", "TRY");
        tokens.takeSign(";");
        tokens.expect("BEGIN", "CATCH");
        catches++;
        List<Statement> caught = until("END");
        catches--;
        tokens.expect("END", "CATCH");
        return new TryCatch(start, tried, caught);
    }

    /** Behind THROW. */
    Throw raise(Position start) throws SqlError {
        if (tokens.atEnd() || tokens.atSign(";") || !atConstant()) {
            if (catches == 0) {
                throw Message.THROW_OUTSIDE_CATCH.error().atLine(start.line());
            }
            return new Throw(start, Optional.empty());
        }
        ExpressionParser expressions = new ExpressionParser(tokens);
        Expression number = expressions.value();
        tokens.expectSign(",");
        Expression message = expressions.value();
        tokens.expectSign(",");
        return new Throw(start, Optional.of(new Throw.Raised(number, message, expressions.value())));
    }

    private boolean atConstant() {
        Token.Kind kind = tokens.peek().kind();
        return kind == Token.Kind.NUMBER || kind == Token.Kind.VARIABLE || kind == Token.Kind.STRING;
    }

    /** Behind RETURN; a batch, unlike a procedure, returns no value. */
    Return returnFrom(Position start) throws SqlError {
        Token.Kind kind = tokens.peek().kind();
        boolean value = kind == Token.Kind.NUMBER
                || kind == Token.Kind.VARIABLE
                || kind == Token.Kind.SYSTEM_VARIABLE
                || tokens.atSign("-");
        if (value) {
            throw Message.RETURN_VALUE.error().atLine(start.line());
        }
        return new Return(start);
    }

    private List<Statement> until(String end) throws SqlError {
        tokens.enter();
        List<Statement> inside = new ArrayList<>();
        while (!tokens.at(end) || tokens.at("END", "CONVERSATION")) {
            if (tokens.atEnd()) {
                throw tokens.unexpected();
            }
            if (!tokens.takeSign(";")) {
                inside.addAll(statements.next());
            }
        }
        tokens.leave();
        return inside;
    }

    private Statement single() throws SqlError {
        Position start = tokens.position();
        tokens.enter();
        List<Statement> read = statements.next();
        tokens.leave();
        return read.size() == 1 ? read.get(0) : new BeginEnd(start, read);
    }
}
