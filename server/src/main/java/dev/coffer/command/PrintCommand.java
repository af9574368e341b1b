package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.Print;

/** PRINT: the value as text, in a message. NULL prints a blank line, as in SQL Server. */
public final class PrintCommand implements Command<Print> {

    /** SQL Server cuts what is longer. */
    private static final int MAX_CHARS = 8000;

    private final Evaluator evaluator;

    public PrintCommand(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    @Override
    public void execute(Print statement, Caller caller) throws SqlError {
        String text = evaluator.printed(statement.message(), caller);
        String shown = text == null ? " " : text;
        caller.inform(Message.PRINTED, shown.substring(0, Math.min(shown.length(), MAX_CHARS)));
    }
}
