package dev.coffer.command;

import dev.coffer.command.PreparedTexts.Prepared;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.SqlType;
import java.util.List;

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

    private final ParameterizedText texts;

    public StatementProcedures(Evaluator evaluator) {
        this.texts = new ParameterizedText(evaluator);
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
        return texts.run(text(arguments), arguments.more(), arguments, caller);
    }

    private static Prepared text(Arguments arguments) throws SqlError {
        String definitions = arguments.text("@params");
        return new Prepared(definitions == null ? "" : definitions, ParameterizedText.of(arguments));
    }

    /** The text is parsed, so that a wrong one fails here. */
    private int prepare(Caller caller, Arguments arguments) throws SqlError {
        Prepared prepared = text(arguments);
        caller.check(prepared.text(), texts.declared(prepared));
        arguments.set("@handle", INT, caller.state().prepared().add(prepared));
        return 0;
    }

    private int execute(Caller caller, Arguments arguments) throws SqlError {
        Prepared prepared = caller.state().prepared().get(arguments.number("@handle"));
        return texts.run(prepared, arguments.more(), arguments, caller);
    }

    private int prepareAndExecute(Caller caller, Arguments arguments) throws SqlError {
        Prepared prepared = text(arguments);
        int handle = caller.state().prepared().add(prepared);
        arguments.set("@handle", INT, handle);
        return texts.run(prepared, arguments.more(), arguments, caller);
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
}
