package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.util.List;

/**
 * A system procedure that SQL Server has and Coffer has not: the error says so, where 2812 would claim that there is
 * none.
 */
public record RefusedProcedure(String name, List<Formal> parameters) implements Procedure {

    /** Server-side cursors. */
    public static List<Procedure> cursors() {
        return List.of(
                of("sp_cursor"),
                of("sp_cursoropen"),
                of("sp_cursorprepare"),
                of("sp_cursorexecute"),
                of("sp_cursorprepexec"),
                of("sp_cursorunprepare"),
                of("sp_cursorfetch"),
                of("sp_cursoroption"),
                of("sp_cursorclose"));
    }

    private static Procedure of(String name) {
        return new RefusedProcedure(name, List.of());
    }

    @Override
    public boolean takesMore() {
        return true;
    }

    @Override
    public int run(Caller caller, Arguments arguments) throws SqlError {
        throw Message.NOT_SUPPORTED
                .error("The procedure " + name)
                .withHint("Use a client-side cursor: selectMethod=direct, CursorLocation=adUseClient.");
    }
}
