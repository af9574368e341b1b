package dev.coffer.cli;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A script's lines, wherever they come from. Confined to one thread. */
public final class ScriptSource implements AutoCloseable {

    private final String name;
    private final TypedLines lines;
    private int lineNumber;

    private ScriptSource(String name, Reader reader) {
        this(name, new Unprompted(new BufferedReader(reader)));
    }

    private ScriptSource(String name, TypedLines lines) {
        this.name = name;
        this.lines = lines;
    }

    /** A file in UTF-8 or, with a byte order mark, in UTF-16 as SQL Server's tools save scripts. */
    public static ScriptSource file(Path file) throws IOException {
        return stream(file.toString(), Files.newInputStream(file));
    }

    /** Whatever the stream brings, decoded as a file is; closing the source closes the stream. */
    public static ScriptSource stream(String name, InputStream stream) throws IOException {
        PushbackInputStream input = new PushbackInputStream(stream, 3);
        return new ScriptSource(name, new InputStreamReader(input, skipMark(input)));
    }

    /** What somebody types; closing the source closes the lines. */
    static ScriptSource typed(TypedLines lines) {
        return new ScriptSource("standard input", lines);
    }

    /** A terminal without line editing: prompts are printed, and its own echo shows what is typed. */
    static ScriptSource typed(InputStream stream, PrintStream prompts) {
        return typed(new Plain(new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)), prompts));
    }

    public static ScriptSource text(String name, String text) {
        return new ScriptSource(name, new StringReader(text));
    }

    private static Charset skipMark(PushbackInputStream input) throws IOException {
        byte[] start = input.readNBytes(3);
        ByteArrayInputStream mark = new ByteArrayInputStream(start);
        int first = mark.read();
        int second = mark.read();
        int third = mark.read();
        if (first == 0xFF && second == 0xFE) {
            input.unread(start, 2, start.length - 2);
            return StandardCharsets.UTF_16LE;
        }
        if (first == 0xFE && second == 0xFF) {
            input.unread(start, 2, start.length - 2);
            return StandardCharsets.UTF_16BE;
        }
        if (first != 0xEF || second != 0xBB || third != 0xBF) {
            input.unread(start);
        }
        return StandardCharsets.UTF_8;
    }

    public String name() {
        return name;
    }

    /**
     * The next line without its end, or null behind the last.
     *
     * @param batchLine 1-based: what a prompt shows
     */
    @Nullable
    String next(int batchLine) throws IOException {
        String line = lines.next(batchLine);
        if (line != null) {
            lineNumber++;
        }
        return line;
    }

    /** 1-based number of the line that was read last. */
    public int lineNumber() {
        return lineNumber;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private record Unprompted(BufferedReader reader) implements TypedLines {
        @Override
        public @Nullable String next(int line) throws IOException {
            return reader.readLine();
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }

    private record Plain(BufferedReader reader, PrintStream prompts) implements TypedLines {
        @Override
        public @Nullable String next(int line) throws IOException {
            prompts.print(line + "> ");
            prompts.flush();
            return reader.readLine();
        }
    }
}
