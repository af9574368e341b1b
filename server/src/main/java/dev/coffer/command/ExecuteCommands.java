package dev.coffer.command;

import dev.coffer.command.Folding.Settled;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.Parameter;
import dev.coffer.result.SqlType;
import dev.coffer.translate.Translator;
import dev.coffer.tsql.Execute;
import dev.coffer.tsql.ExecuteString;
import dev.coffer.tsql.Expression;
import dev.coffer.tsql.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** EXECUTE of a text or of a system procedure. Thread-safe. */
public final class ExecuteCommands {

    private static final SqlType TEXT = SqlType.nvarchar(-1);

    /** What SQL Server's own procedures return when they fail. */
    private static final int FAILED = 1;

    private final Evaluator evaluator;
    private final Procedures procedures;

    public ExecuteCommands(Evaluator evaluator, Procedures procedures) {
        this.evaluator = evaluator;
        this.procedures = procedures;
    }

    /** The text has variables of its own, and changes neither this batch's options nor its database. */
    public void text(ExecuteString statement, Caller caller) throws SqlError {
        String text = evaluator.text(statement.text(), caller);
        if (text != null) {
            caller.run(text, new Variables());
        }
    }

    public void procedure(Execute statement, Caller caller) throws SqlError {
        Procedure procedure = procedures.find(statement.procedure());
        List<Parameter> given = new ArrayList<>();
        boolean named = false;
        for (Execute.Argument argument : statement.arguments()) {
            if (named && argument.name().isEmpty()) {
                throw Message.POSITION_BEHIND_NAME.error(given.size() + 1);
            }
            named |= argument.name().isPresent();
            given.add(parameter(argument, caller));
        }
        Arguments arguments = Arguments.match(procedure, given);
        int status = run(procedure, arguments, statement, caller);
        List<Parameter> outputs = arguments.outputs();
        int next = 0;
        for (Execute.Argument argument : statement.arguments()) {
            if (argument.direction() == Execute.Direction.OUTPUT
                    && argument.value() instanceof Expression.Variable variable) {
                assign(variable.name(), outputs.get(next).value(), caller);
                next++;
            }
        }
        if (statement.status().isPresent()) {
            assign(statement.status().get().text(), status, caller);
        }
    }

    /** A procedure that fails has a status too, unless a TRY block takes over from it. */
    private int run(Procedure procedure, Arguments arguments, Execute statement, Caller caller) throws SqlError {
        try {
            return procedure.run(caller, arguments);
        } catch (SqlError failed) {
            if (statement.status().isPresent() && !caller.tried()) {
                assign(statement.status().get().text(), FAILED, caller);
            }
            throw failed;
        }
    }

    private void assign(String variable, @org.jspecify.annotations.Nullable Object value, Caller caller)
            throws SqlError {
        TypeName type = caller.variables().declared(variable);
        caller.variables().set(variable, evaluator.converted(value, type, caller));
    }

    private Parameter parameter(Execute.Argument argument, Caller caller) throws SqlError {
        String name = argument.name().map(written -> written.text()).orElse("");
        Expression value = argument.value();
        if (value instanceof Expression.Keyword keyword && keyword.word().equals("DEFAULT")) {
            return new Parameter(name, TEXT, null, Parameter.Direction.DEFAULT);
        }
        if (value instanceof Expression.Variable variable) {
            Parameter.Direction direction =
                    argument.direction() == Execute.Direction.OUTPUT ? Parameter.Direction.OUT : Parameter.Direction.IN;
            SqlType type = caller.variables().type(variable.name());
            return new Parameter(name, type, caller.variables().value(variable.name()), direction);
        }
        if (value instanceof Expression.Cast cast) {
            return Parameter.in(name, Translator.typeOf(cast.type()), evaluator.value(value, cast.type(), caller));
        }
        Optional<Settled> settled = evaluator.settled(value, caller);
        if (settled.isPresent() && settled.get().value() instanceof Integer number) {
            return Parameter.in(name, SqlType.of("int"), number);
        }
        return Parameter.in(name, TEXT, evaluator.text(value, caller));
    }
}
