package dev.coffer.cli;

import dev.coffer.bytes.SecretBytes;
import java.io.Console;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a command reads and writes.
 *
 * @param in scripts and answers
 * @param out results, in UTF-8
 * @param err everything that is no result
 * @param typed whether a person sits at both ends
 * @param environment variables of the process by exact name; null for one that is not set
 */
public record Terminal(
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean typed,
        Function<String, @Nullable String> environment) {

    private static final int MAX_UTF8_BYTES_PER_CHAR = 3;

    /** Whether it understands nothing but lines. */
    boolean dumb() {
        return variable("TERM").map(name -> name.equals("dumb")).orElse(true);
    }

    /** An environment variable; empty when it is not set, or set to nothing. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.apply(name)).filter(value -> !value.isEmpty());
    }

    PrintWriter writer() {
        return new PrintWriter(out, true, StandardCharsets.UTF_8);
    }

    PrintWriter errorWriter() {
        return new PrintWriter(err, true, StandardCharsets.UTF_8);
    }

    /** Asks for a password without showing it; empty where nobody can be asked. UTF-8. */
    @SuppressWarnings("SystemConsoleNull")
    Optional<SecretBytes> askPassword(String question) {
        Console console = System.console();
        if (!typed || console == null) {
            return Optional.empty();
        }
        char[] answer = console.readPassword("%s: ", question);
        if (answer == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(utf8(CharBuffer.wrap(answer)));
        } finally {
            Arrays.fill(answer, '\0');
        }
    }

    private static SecretBytes utf8(CharBuffer text) {
        ByteBuffer encoded = ByteBuffer.allocate(text.remaining() * MAX_UTF8_BYTES_PER_CHAR);
        StandardCharsets.UTF_8.newEncoder().encode(text, encoded, true);
        encoded.flip();
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        Arrays.fill(encoded.array(), (byte) 0);
        return SecretBytes.adopt(bytes);
    }
}
