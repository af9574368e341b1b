package dev.coffer.command;

import dev.coffer.command.PreparedTexts.Prepared;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.Parameter;
import dev.coffer.result.SqlType;
import dev.coffer.translate.Translator;
import dev.coffer.tsql.BatchParser;
import dev.coffer.tsql.Execute;
import dev.coffer.tsql.ParameterDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * sp_executesql, sp_prepare, sp_execute, sp_prepexec and sp_unprepare: texts with parameters, which become variables of
 * a batch of its own and never text.
 *
 * @see <a href="https://learn.microsoft.com/sql/relational-databases/system-stored-procedures">System stored
 *     procedures</a>
 */
public final class StatementProcedures {

    private static final SqlType TEXT = SqlType.nvarchar(-1);
    private static final SqlType INT = SqlType.of("int");

    private static final Procedure.Formal HANDLE_OUT = Procedure.Formal.output("@handle", INT);
    private static final Procedure.Formal HANDLE = Procedure.Formal.required("@handle", INT);
    private static final Procedure.Formal PARAMS = Procedure.Formal.optional("@params", TEXT);
    private static final Procedure.Formal STMT = Procedure.Formal.required("@stmt", TEXT);
    private static final Procedure.Formal OPTIONS = Procedure.Formal.optional("@options", INT);

    private final BatchParser parser = new BatchParser();
    private final Evaluator evaluator;

    public StatementProcedures(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    public List<Procedure> all() {
        return List.of(
                new Texts("sp_executesql", List.of(STMT, PARAMS), Texts.More.VALUES, this::executeSql),
                new Texts("sp_prepare", List.of(HANDLE_OUT, PARAMS, STMT, OPTIONS), Texts.More.NONE, this::prepare),
                new Texts("sp_execute", List.of(HANDLE), Texts.More.VALUES, this::execute),
                new Texts("sp_prepexec", List.of(HANDLE_OUT, PARAMS, STMT), Texts.More.VALUES, this::prepareAndExecute),
                new Texts("sp_unprepare", List.of(HANDLE), Texts.More.NONE, this::unprepare),
                new Texts("sp_reset_connection", List.of(), Texts.More.NONE, StatementProcedures::reset));
    }

    private interface Work {
        int run(Caller caller, Arguments arguments) throws SqlError;
    }

    private record Texts(String name, List<Formal> parameters, More more, Work work) implements Procedure {

        enum More {
            NONE,
            VALUES
        }

        @Override
        public boolean takesMore() {
            return more == More.VALUES;
        }

        @Override
        public int run(Caller caller, Arguments arguments) throws SqlError {
            return work.run(caller, arguments);
        }
    }

    private int executeSql(Caller caller, Arguments arguments) throws SqlError {
        return run(text(arguments), arguments, caller);
    }

    private static Prepared text(Arguments arguments) throws SqlError {
        String text = arguments.text("@stmt");
        if (text == null) {
            throw Message.NOT_A_STATEMENT_TEXT.error("@statement", "ntext/nchar/nvarchar");
        }
        String definitions = arguments.text("@params");
        return new Prepared(definitions == null ? "" : definitions, text);
    }

    /** The text is parsed, so that a wrong one fails here. */
    private int prepare(Caller caller, Arguments arguments) throws SqlError {
        Prepared prepared = text(arguments);
        Variables variables = new Variables();
        for (ParameterDefinition definition : parser.parameters(prepared.definitions())) {
            variables.declare(definition.name().text(), definition.type());
        }
        caller.check(prepared.text(), variables);
        arguments.set("@handle", INT, caller.state().prepared().add(prepared));
        return 0;
    }

    private int execute(Caller caller, Arguments arguments) throws SqlError {
        return run(caller.state().prepared().get(arguments.number("@handle")), arguments, caller);
    }

    private int prepareAndExecute(Caller caller, Arguments arguments) throws SqlError {
        Prepared prepared = text(arguments);
        int handle = caller.state().prepared().add(prepared);
        arguments.set("@handle", INT, handle);
        return run(prepared, arguments, caller);
    }

    private int unprepare(Caller caller, Arguments arguments) throws SqlError {
        caller.state().prepared().remove(arguments.number("@handle"));
        return 0;
    }

    /** Only the client's own call resets; a batch cannot pull its session away from under itself. */
    private static int reset(Caller caller, Arguments arguments) throws SqlError {
        if (caller.state().level() > 0 || !caller.variables().names().isEmpty()) {
            throw Message.PROCEDURE_NOT_FOUND.error("sp_reset_connection");
        }
        caller.connections().reset();
        caller.state().reset();
        return 0;
    }

    private int run(Prepared prepared, Arguments arguments, Caller caller) throws SqlError {
        List<ParameterDefinition> definitions = parser.parameters(prepared.definitions());
        List<Parameter> given = arguments.more();
        if (given.size() > definitions.size()) {
            throw Message.TOO_MANY_ARGUMENTS.error("");
        }
        Variables variables = new Variables();
        @Nullable Parameter[] matched = matched(definitions, given, prepared.text());
        for (int i = 0; i < matched.length; i++) {
            ParameterDefinition definition = definitions.get(i);
            String name = definition.name().text();
            variables.declare(name, definition.type());
            Parameter argument = matched[i];
            if (argument != null) {
                variables.set(name, evaluator.converted(argument.value(), definition.type(), caller));
            }
        }
        int status = caller.run(prepared.text(), variables);
        for (int i = 0; i < matched.length; i++) {
            ParameterDefinition definition = definitions.get(i);
            Parameter argument = matched[i];
            if (argument != null && definition.direction() == Execute.Direction.OUTPUT) {
                String name = definition.name().text();
                arguments.setMore(argument, Translator.typeOf(definition.type()), variables.value(name));
            }
        }
        return status;
    }

    /** By name or position; 8178 for one that is missing. */
    private static @Nullable Parameter[] matched(
            List<ParameterDefinition> definitions, List<Parameter> given, String text) throws SqlError {
        @Nullable Parameter[] matched = new @Nullable Parameter[definitions.size()];
        for (int place = 0; place < given.size(); place++) {
            Parameter argument = given.get(place);
            int index = argument.name().isEmpty() ? place : indexOf(definitions, argument.name());
            if (matched[index] != null) {
                throw Message.PARAMETER_TWICE.error(argument.name());
            }
            matched[index] = argument;
            boolean output = argument.direction() == Parameter.Direction.OUT;
            if (output && definitions.get(index).direction() != Execute.Direction.OUTPUT) {
                throw Message.NOT_AN_OUTPUT.error(definitions.get(index).name().text());
            }
        }
        for (int index = 0; index < matched.length; index++) {
            Parameter argument = matched[index];
            if (argument == null || argument.direction() == Parameter.Direction.DEFAULT) {
                throw Message.PARAMETERIZED_MISSING.error(
                        shown(text), definitions.get(index).name().text());
            }
        }
        return matched;
    }

    private static int indexOf(List<ParameterDefinition> definitions, String name) throws SqlError {
        for (int index = 0; index < definitions.size(); index++) {
            if (definitions.get(index).name().is(name)) {
                return index;
            }
        }
        throw Message.NOT_A_PARAMETER.error(name, "sp_executesql");
    }

    /** Its beginning names the statement well enough, and shows less of what literals may hold. */
    private static String shown(String text) {
        int end = text.indexOf('\'');
        String plain = end < 0 ? text : text.substring(0, end) + "...";
        return plain.length() <= 120 ? plain : plain.substring(0, 120) + "...";
    }
}
