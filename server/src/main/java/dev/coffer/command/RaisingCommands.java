package dev.coffer.command;

import dev.coffer.command.Folding.Settled;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.SqlMessage;
import dev.coffer.tsql.Expression;
import dev.coffer.tsql.Position;
import dev.coffer.tsql.Raiserror;
import dev.coffer.tsql.Throw;
import dev.coffer.tsql.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** RAISERROR and THROW. Thread-safe. */
public final class RaisingCommands {

    private static final TypeName INT = new TypeName("int", List.of(), new Position(1, 1));
    private static final int LAST_WARNING = 10;
    private static final int THROWN_SEVERITY = 16;
    private static final int LAST_OF_USERS = 18;
    private static final int MOST_SEVERE = 25;
    private static final int MAX_STATE = 255;

    /** SQL Server cuts what is longer. */
    private static final int MAX_CHARS = 2047;

    private final Evaluator evaluator;
    private final ErrorLog log;

    public RaisingCommands(Evaluator evaluator, ErrorLog log) {
        this.evaluator = evaluator;
        this.log = log;
    }

    /** Up to severity 10 it informs, above that it fails; above 18 it needs WITH LOG. */
    public void raiserror(Raiserror statement, Caller caller) throws SqlError {
        int severity = Math.min(MOST_SEVERE, Math.max(0, number(statement.severity(), caller)));
        int state = Math.min(MAX_STATE, Math.max(1, Math.abs(number(statement.state(), caller))));
        boolean logged = statement.options().contains("LOG");
        if (severity > LAST_OF_USERS && !logged) {
            throw Message.RAISERROR_PERMISSION.error();
        }
        boolean numbered = evaluator
                .settled(statement.message(), caller)
                .map(settled -> settled.value() instanceof Number)
                .orElse(false);
        if (numbered) {
            throw Message.NOT_SUPPORTED.error("RAISERROR with a number of sys.messages");
        }
        String format = evaluator.text(statement.message(), caller);
        List<@Nullable Object> arguments = new ArrayList<>();
        for (Expression argument : statement.arguments()) {
            arguments.add(argument(argument, caller));
        }
        String text = cut(format == null ? "" : MessageFormat.fill(format, arguments));
        if (logged) {
            log.failure(SqlError.raised(Message.RAISED.number(), severity, state, text));
        }
        if (severity > LAST_WARNING) {
            throw SqlError.raised(Message.RAISED.number(), severity, state, text);
        }
        caller.sink().message(new SqlMessage(Message.RAISED.number(), severity, state, caller.line(), text));
        if (statement.options().contains("SETERROR")) {
            caller.state().noteInformed(Message.RAISED.number());
        }
    }

    private int number(Expression expression, Caller caller) throws SqlError {
        Object value = evaluator.value(expression, INT, caller);
        return value instanceof Integer number ? number : 0;
    }

    private @Nullable Object argument(Expression expression, Caller caller) throws SqlError {
        Optional<Settled> settled = evaluator.settled(expression, caller);
        return settled.isPresent() ? settled.get().value() : evaluator.text(expression, caller);
    }

    private static String cut(String text) {
        return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS - 3) + "...";
    }

    /** Always of severity 16; without arguments the caught error again, as it was. */
    public void raise(Throw statement, Caller caller) throws SqlError {
        if (statement.raised().isEmpty()) {
            CaughtError caught = caller.state().caught();
            if (caught == null) {
                throw Message.THROW_OUTSIDE_CATCH.error();
            }
            throw SqlError.raised(caught.number(), caught.severity(), caught.state(), caught.text())
                    .atLine(caught.line());
        }
        Throw.Raised raised = statement.raised().get();
        int number = number(raised.number(), caller);
        if (number < Message.RAISED.number()) {
            throw Message.THROW_NUMBER.error(number);
        }
        String text = evaluator.text(raised.message(), caller);
        int state = Math.min(MAX_STATE, Math.max(0, number(raised.state(), caller)));
        throw SqlError.raised(number, THROWN_SEVERITY, state, cut(text == null ? "" : text));
    }
}
