package dev.coffer.tsql;

import dev.coffer.bytes.SecretBytes;

/**
 * A literal in a secret position, such as a password. Prints blanked. Whoever runs the statement closes it when the
 * statement is over, through {@link Statement#secrets}.
 *
 * @param bytes the literal's value in UTF-8, quotes undone
 */
public record Secret(SecretBytes bytes, Position position) implements AutoCloseable {
    @Override
    public void close() {
        bytes.close();
    }

    @Override
    public String toString() {
        return "'***'";
    }
}
