package dev.coffer.keys;

import dev.coffer.errors.Message;
import java.util.List;

/**
 * Something the operator should be told, though the statement succeeded.
 *
 * @param message severity 10
 * @param arguments of its template
 */
public record Notice(Message message, List<Object> arguments) {

    public Notice {
        arguments = List.copyOf(arguments);
    }

    static Notice of(Message message, Object... arguments) {
        return new Notice(message, List.of(arguments));
    }

    public String text() {
        return message.text(arguments.toArray());
    }
}
