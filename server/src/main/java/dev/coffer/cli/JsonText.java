package dev.coffer.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** Writes JSON (RFC 8259), indented, to a string. Confined to one thread. */
final class JsonText {

    private final StringBuilder out = new StringBuilder();
    private final Deque<Character> open = new ArrayDeque<>();
    private boolean first = true;

    JsonText object(String name) {
        return begin(name, '{', '}');
    }

    JsonText array(String name) {
        return begin(name, '[', ']');
    }

    /** An object inside an array, or the outermost one. */
    JsonText object() {
        return begin("", '{', '}');
    }

    JsonText array() {
        return begin("", '[', ']');
    }

    private JsonText begin(String name, char opening, char closing) {
        next(name);
        out.append(opening);
        open.push(closing);
        first = true;
        return this;
    }

    JsonText end() {
        char closing = open.pop();
        if (!first) {
            newLine();
        }
        out.append(closing);
        first = false;
        return this;
    }

    JsonText put(String name, String value) {
        next(name);
        quote(value);
        return this;
    }

    JsonText put(String name, long value) {
        next(name);
        out.append(value);
        return this;
    }

    JsonText put(String name, boolean value) {
        next(name);
        out.append(value);
        return this;
    }

    /** A string inside an array. */
    JsonText add(String value) {
        next("");
        quote(value);
        return this;
    }

    private void next(String name) {
        if (!first) {
            out.append(',');
        }
        if (!open.isEmpty()) {
            newLine();
        }
        first = false;
        if (!name.isEmpty()) {
            quote(name);
            out.append(": ");
        }
    }

    private void newLine() {
        out.append('\n').append("  ".repeat(open.size()));
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                default -> {
                    boolean plain = c >= ' ' && c != 0x7F && !Character.isSurrogate(c);
                    out.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
                }
            }
        }
        out.append('"');
    }

    @Override
    public String toString() {
        return out + "\n";
    }
}
