package dev.coffer.errors;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The messages' texts, read once from {@code messages.txt}: each on one line, unbroken, so that a search finds it. */
final class Texts {

    private static final Map<String, String> BY_NAME = read();

    private Texts() {}

    /** @throws IllegalStateException when the file has no text of that name */
    static String of(String name) {
        @Nullable String text = BY_NAME.get(name);
        if (text == null) {
            throw new IllegalStateException("messages.txt has no text for " + name);
        }
        return text;
    }

    private static Map<String, String> read() {
        try (InputStream in = Texts.class.getResourceAsStream("messages.txt")) {
            if (in == null) {
                throw new IllegalStateException("messages.txt is not in the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.toMap(
                            line -> line.substring(0, line.indexOf(' ')),
                            line -> line.substring(line.indexOf(' ') + 1),
                            (first, second) -> {
                                throw new IllegalStateException("messages.txt has two texts of one name: " + second);
                            }));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
