package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.Column;
import dev.coffer.translate.Translator;
import dev.coffer.tsql.CloseCursor;
import dev.coffer.tsql.CursorName;
import dev.coffer.tsql.DeallocateCursor;
import dev.coffer.tsql.DeclareCursor;
import dev.coffer.tsql.Expression;
import dev.coffer.tsql.FetchCursor;
import dev.coffer.tsql.OpenCursor;
import dev.coffer.tsql.Position;
import dev.coffer.tsql.TypeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cursors: each has the rows that OPEN found, whatever becomes of them in the tables. Thread-safe. */
public final class CursorCommands {

    private static final int FETCHED = 0;
    private static final int NO_ROW = -1;
    private static final int UNCOUNTED = -1;

    private final Evaluator evaluator;

    public CursorCommands(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    /** Variables in its query have the values of now, whenever it is opened. */
    public void declare(DeclareCursor statement, Caller caller) throws SqlError {
        CursorName name = statement.cursor();
        Cursors place = name.scope() == CursorName.Scope.LOCAL
                ? caller.variables().cursors()
                : caller.state().namedCursors();
        if (place.find(text(name)) != null && !text(name).startsWith("@")) {
            throw Message.CURSOR_EXISTS.error(text(name));
        }
        place.put(text(name), new Cursor(statement, caller.variables().copy()));
    }

    private static String text(CursorName name) {
        return name.name().text();
    }

    public void open(OpenCursor statement, Caller caller) throws SqlError {
        Cursor cursor = find(statement.cursor(), caller);
        if (cursor.isOpen()) {
            throw Message.CURSOR_OPEN.error();
        }
        CursorRows rows = new CursorRows(caller.sink());
        caller.with(cursor.variables()).into(rows).run(cursor.definition().query());
        rows.check();
        cursor.open(rows);
        boolean counted = cursor.definition().rows() == DeclareCursor.Rows.COUNTED;
        caller.state().noteCursorRows(counted ? rows.count() : UNCOUNTED);
    }

    public void close(CloseCursor statement, Caller caller) throws SqlError {
        find(statement.cursor(), caller).close();
    }

    public void deallocate(DeallocateCursor statement, Caller caller) throws SqlError {
        find(statement.cursor(), caller);
        CursorName name = statement.cursor();
        boolean local = name.scope() != CursorName.Scope.GLOBAL
                && caller.variables().cursors().find(text(name)) != null;
        (local ? caller.variables().cursors() : caller.state().namedCursors()).remove(text(name));
    }

    public void fetch(FetchCursor statement, Caller caller) throws SqlError {
        Cursor cursor = find(statement.cursor(), caller);
        List<Column> columns = cursor.columns();
        boolean into = !statement.into().isEmpty();
        if (into && statement.into().size() != columns.size()) {
            throw Message.CURSOR_VARIABLES.error();
        }
        long count = statement.count().isPresent() ? count(statement.count().get(), caller) : 0;
        @Nullable Object @Nullable [] row = cursor.fetch(statement.direction(), count);
        caller.state().noteFetch(row == null ? NO_ROW : FETCHED);
        if (into) {
            for (int i = 0; row != null && i < columns.size(); i++) {
                assign(statement.into().get(i).text(), columns.get(i), row[i], caller);
            }
            caller.state().noteAssigned(row == null ? 0 : 1);
            return;
        }
        caller.sink().columns(columns);
        if (row != null) {
            caller.sink().row(row.clone());
        }
        caller.sink().done(row == null ? 0 : 1);
    }

    private long count(Expression count, Caller caller) throws SqlError {
        TypeName type = new TypeName("bigint", List.of(), count.position());
        Object value = evaluator.value(count, type, caller);
        return value instanceof Long number ? number : 0;
    }

    private void assign(String variable, Column column, @Nullable Object value, Caller caller) throws SqlError {
        Position place = new Position(1, 1);
        TypeName target = caller.variables().declared(variable);
        TypeName source = Translator.nameOf(column.type(), place);
        caller.variables().set(variable, evaluator.converted(value, source, target, caller));
    }

    private static Cursor find(CursorName name, Caller caller) throws SqlError {
        Cursor cursor = name.scope() == CursorName.Scope.GLOBAL
                ? null
                : caller.variables().cursors().find(text(name));
        if (cursor == null && name.scope() != CursorName.Scope.LOCAL) {
            cursor = caller.state().namedCursors().find(text(name));
        }
        if (cursor == null) {
            throw (text(name).startsWith("@") ? Message.CURSOR_VARIABLE_EMPTY : Message.CURSOR_MISSING)
                    .error(text(name));
        }
        return cursor;
    }
}
