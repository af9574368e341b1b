package dev.coffer.command;

import dev.coffer.command.PreparedTexts.Prepared;
import dev.coffer.command.StaticCursor.Move;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.Parameter;
import dev.coffer.result.Parameter.Direction;
import dev.coffer.result.SqlType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * sp_cursoropen and its family, which drivers call for server-side cursors. Whatever kind a client asks for, it gets a
 * static one that cannot be written through, and is told so: the rows are kept in a file, so that neither memory nor a
 * connection to the engine is held. A text that is no single SELECT runs directly (16954).
 *
 * @see <a href="https://learn.microsoft.com/sql/relational-databases/system-stored-procedures/cursor-stored-procedures-transact-sql">Cursor
 *     stored procedures</a>
 */
public final class CursorProcedures {

    /** Codes of sp_cursoroption. */
    private static final int CURSOR_NAME = 2;

    private static final int TEXT_IN_ROWS = 3;

    private static final SqlType TEXT = SqlType.nvarchar(-1);
    private static final SqlType INT = SqlType.of("int");

    private static final int STATIC = 0x08;
    private static final int PARAMETERS = 0x1000;
    private static final int FETCHES_TOO = 0x2000;
    private static final int READ_ONLY = 0x01;
    private static final int NEXT = 0x02;
    private static final int INFORMATION = 0x100;
    private static final int EVERY_CURSOR = -1;

    /** The handle of a text that ran directly; jTDS closes it like any other. */
    private static final int NO_CURSOR = 0;

    /** Rows that sp_cursoropen fetches when it is to fetch, and sp_cursorfetch without a number. */
    private static final int STANDARD_ROWS = 20;

    private static final Procedure.Formal CURSOR_OUT = Procedure.Formal.output("@cursor", INT);
    private static final Procedure.Formal CURSOR = Procedure.Formal.required("@cursor", INT);
    private static final Procedure.Formal PREPARED_OUT = Procedure.Formal.output("@prepared_handle", INT);
    private static final Procedure.Formal PREPARED = Procedure.Formal.required("@prepared_handle", INT);
    private static final Procedure.Formal STMT = Procedure.Formal.required("@stmt", TEXT);
    private static final Procedure.Formal PARAMS = Procedure.Formal.optional("@params", TEXT);
    private static final Procedure.Formal SCROLL = both("@scrollopt");
    private static final Procedure.Formal CONCURRENCY = both("@ccopt");
    private static final Procedure.Formal ROW_COUNT = both("@rowcount");

    private final ParameterizedText texts;
    private final Path folder;

    /** @param folder for the rows of open cursors */
    public CursorProcedures(Evaluator evaluator, Path folder) {
        this.texts = new ParameterizedText(evaluator);
        this.folder = folder;
    }

    private static Procedure.Formal both(String name) {
        return new Procedure.Formal(name, INT, Procedure.Presence.OPTIONAL, Direction.OUT);
    }

    public List<Procedure> all() {
        return List.of(
                new Cursors("sp_cursoropen", List.of(CURSOR_OUT, STMT, SCROLL, CONCURRENCY, ROW_COUNT), this::open),
                new Cursors(
                        "sp_cursorprepare",
                        List.of(PREPARED_OUT, PARAMS, STMT, both("@options"), SCROLL, CONCURRENCY),
                        this::prepare),
                new Cursors(
                        "sp_cursorexecute",
                        List.of(PREPARED, CURSOR_OUT, SCROLL, CONCURRENCY, ROW_COUNT),
                        this::execute),
                new Cursors(
                        "sp_cursorprepexec",
                        List.of(PREPARED_OUT, CURSOR_OUT, PARAMS, STMT, SCROLL, CONCURRENCY, ROW_COUNT),
                        this::prepareAndExecute),
                new Cursors("sp_cursorunprepare", List.of(PREPARED), CursorProcedures::unprepare),
                new Cursors(
                        "sp_cursorfetch",
                        List.of(CURSOR, both("@fetchtype"), both("@rownum"), both("@nrows")),
                        CursorProcedures::fetch),
                new Cursors(
                        "sp_cursoroption",
                        List.of(CURSOR, Procedure.Formal.required("@code", INT), both("@value")),
                        CursorProcedures::option),
                new Cursors("sp_cursorclose", List.of(CURSOR), CursorProcedures::close),
                new Cursors("sp_cursor", List.of(CURSOR), CursorProcedures::write));
    }

    private interface Work {
        int run(Caller caller, Arguments arguments) throws SqlError;
    }

    private record Cursors(String name, List<Formal> parameters, Work work) implements Procedure {
        @Override
        public boolean takesMore() {
            return true;
        }

        @Override
        public int run(Caller caller, Arguments arguments) throws SqlError {
            return work.run(caller, arguments);
        }
    }

    private int open(Caller caller, Arguments arguments) throws SqlError {
        List<Parameter> more = arguments.more();
        boolean parameters = (scroll(arguments) & PARAMETERS) != 0 && !more.isEmpty();
        Object definitions = parameters ? more.get(0).value() : null;
        Prepared text =
                new Prepared(definitions == null ? "" : definitions.toString(), ParameterizedText.of(arguments));
        return open(text, parameters ? more.subList(1, more.size()) : List.of(), arguments, caller);
    }

    private int prepare(Caller caller, Arguments arguments) throws SqlError {
        Prepared text = prepared(arguments);
        caller.check(text.text(), texts.declared(text));
        arguments.set("@prepared_handle", INT, caller.state().prepared().add(text));
        tellKind(arguments);
        return 0;
    }

    private int execute(Caller caller, Arguments arguments) throws SqlError {
        Prepared text = caller.state().prepared().get(arguments.number("@prepared_handle"));
        return open(text, arguments.more(), arguments, caller);
    }

    private int prepareAndExecute(Caller caller, Arguments arguments) throws SqlError {
        Prepared text = prepared(arguments);
        arguments.set("@prepared_handle", INT, caller.state().prepared().add(text));
        return open(text, arguments.more(), arguments, caller);
    }

    private static int unprepare(Caller caller, Arguments arguments) throws SqlError {
        caller.state().prepared().remove(arguments.number("@prepared_handle"));
        return 0;
    }

    private static Prepared prepared(Arguments arguments) throws SqlError {
        String definitions = arguments.text("@params");
        return new Prepared(definitions == null ? "" : definitions, ParameterizedText.of(arguments));
    }

    private static int scroll(Arguments arguments) {
        Integer asked = arguments.number("@scrollopt");
        return asked == null ? 0 : asked;
    }

    private int open(Prepared text, List<Parameter> given, Arguments arguments, Caller caller) throws SqlError {
        if (!texts.isQuery(text, caller)) {
            caller.inform(Message.CURSOR_NOT_NEEDED);
            arguments.set("@cursor", INT, NO_CURSOR);
            return texts.run(text, given, arguments, caller);
        }
        caller.state().cursors().requirePlace();
        try (RowCatcher catcher = new RowCatcher(folder, caller.sink())) {
            int status = texts.run(text, given, arguments, caller.into(catcher));
            Optional<StaticCursor> caught = status == 0 ? catcher.cursor() : Optional.empty();
            if (caught.isEmpty()) {
                throw Message.CURSOR_NOT_DECLARED.error();
            }
            opened(caught.get(), arguments, caller);
            return 0;
        } catch (IOException full) {
            throw unreadable(full);
        }
    }

    private static void opened(StaticCursor cursor, Arguments arguments, Caller caller) throws IOException {
        arguments.set("@cursor", INT, caller.state().cursors().add(cursor));
        Integer block = arguments.number("@rowcount");
        arguments.set("@rowcount", INT, (int) Math.min(Integer.MAX_VALUE, cursor.count()));
        if ((scroll(arguments) & FETCHES_TOO) != 0) {
            long rows = block == null || block < 1 ? STANDARD_ROWS : block;
            cursor.fetch(Move.NEXT, 0, rows, caller.sink(), caller.cancellation());
        } else {
            cursor.describe(caller.sink());
        }
        tellKind(arguments);
    }

    /** What the client got, whatever it asked for. */
    private static void tellKind(Arguments arguments) {
        arguments.set("@scrollopt", INT, STATIC);
        arguments.set("@ccopt", INT, READ_ONLY);
    }

    private static int fetch(Caller caller, Arguments arguments) throws SqlError {
        StaticCursor cursor = caller.state().cursors().get(arguments.number("@cursor"), "sp_cursorfetch");
        Integer asked = arguments.number("@fetchtype");
        int type = asked == null ? NEXT : asked;
        if ((type & INFORMATION) != 0) {
            arguments.set("@rownum", INT, (int) cursor.position());
            arguments.set("@nrows", INT, (int) Math.min(Integer.MAX_VALUE, cursor.count()));
            return 0;
        }
        Move move = Move.of(type);
        if (move == null) {
            throw Message.CURSOR_PARAMETER_INVALID.error("sp_cursorfetch", "fetchtype");
        }
        @Nullable Integer number = arguments.number("@rownum");
        Integer rows = arguments.number("@nrows");
        try {
            cursor.fetch(
                    move,
                    number == null ? 0 : number,
                    rows == null || rows < 1 ? STANDARD_ROWS : rows,
                    caller.sink(),
                    caller.cancellation());
            return 0;
        } catch (IOException lost) {
            throw unreadable(lost);
        }
    }

    private static SqlError unreadable(IOException failed) {
        return Message.ENGINE_FAILED
                .error("the rows of a cursor could not be kept: " + failed.getMessage())
                .causedBy(failed);
    }

    /** A name, which nothing asks for, and values in the rows, as they are anyway; nothing else can be set. */
    private static int option(Caller caller, Arguments arguments) throws SqlError {
        StaticCursor unused = caller.state().cursors().get(arguments.number("@cursor"), "sp_cursoroption");
        Integer code = arguments.number("@code");
        if (code == null || !Set.of(CURSOR_NAME, TEXT_IN_ROWS).contains(code)) {
            throw Message.NOT_SUPPORTED.error("sp_cursoroption with the code " + code);
        }
        return 0;
    }

    private static int close(Caller caller, Arguments arguments) throws SqlError {
        Integer handle = arguments.number("@cursor");
        if (handle != null && handle == EVERY_CURSOR) {
            caller.state().cursors().closeAll();
        } else if (handle == null || handle != NO_CURSOR) {
            caller.state().cursors().close(handle, "sp_cursorclose");
        }
        return 0;
    }

    private static int write(Caller caller, Arguments arguments) throws SqlError {
        StaticCursor unused = caller.state().cursors().get(arguments.number("@cursor"), "sp_cursor");
        throw Message.CURSOR_READ_ONLY.error();
    }
}
