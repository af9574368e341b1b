package dev.coffer.cli;

import dev.coffer.cli.TypedLines.LineInterrupted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Size;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * Where standard input comes from, and what Ctrl-C means meanwhile: a line editor with a history on a terminal, plain
 * lines on a dumb one, a script otherwise. Closing it gives Ctrl-C back. Confined to one thread but for the signal.
 */
final class Prompt implements AutoCloseable {

    private static final int HISTORY_LINES = 1000;
    private static final Size UNKNOWN_SIZE = new Size(80, 24);

    private final Terminal terminal;
    private final boolean typed;
    private final Interrupts interrupts;
    private final @Nullable Object earlierHandler;
    private final @Nullable EditedLines edited;

    private Prompt(Terminal terminal, boolean typed, @Nullable EditedLines edited) {
        this.terminal = terminal;
        this.typed = typed;
        this.edited = edited;
        Runnable stop = () -> System.exit(ExitCodes.INTERRUPTED);
        this.interrupts = new Interrupts(edited == null ? stop : () -> {}, stop);
        if (edited == null) {
            this.earlierHandler = Signals.register("INT", interrupts::interrupt);
        } else {
            // The editor hears the signal itself while it reads, and gives it back afterwards.
            this.earlierHandler = null;
            edited.passInterruptsTo(interrupts);
        }
    }

    /** @param typed whether somebody types the script */
    static Prompt of(Terminal terminal, boolean typed) throws IOException {
        return new Prompt(terminal, typed, typed && !terminal.dumb() ? EditedLines.open(terminal) : null);
    }

    Interrupts interrupts() {
        return interrupts;
    }

    /** Standard input. */
    ScriptSource script() throws IOException {
        if (edited != null) {
            return ScriptSource.typed(edited);
        }
        return typed
                ? ScriptSource.typed(terminal.in(), terminal.out())
                : ScriptSource.stream("standard input", terminal.in());
    }

    @Override
    public void close() throws IOException {
        if (edited != null) {
            edited.close();
        } else {
            Signals.unregister("INT", earlierHandler);
        }
    }

    /** Lines from an editor that knows arrow keys and what was typed before. */
    private static final class EditedLines implements TypedLines {

        private final org.jline.terminal.Terminal screen;
        private final LineReader reader;
        private final KeptHistory history;
        private final Deque<String> pasted = new ArrayDeque<>();

        private EditedLines(org.jline.terminal.Terminal screen, Optional<Path> file) {
            this.screen = screen;
            this.history = new KeptHistory();
            LineReaderBuilder builder = LineReaderBuilder.builder()
                    .terminal(screen)
                    .appName("coffer")
                    .history(history)
                    .variable(LineReader.HISTORY_SIZE, HISTORY_LINES)
                    .variable(LineReader.HISTORY_FILE_SIZE, HISTORY_LINES)
                    // In T-SQL an exclamation mark is no reference to the history.
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .option(LineReader.Option.INSERT_TAB, true);
            file.ifPresent(path -> builder.variable(LineReader.HISTORY_FILE, path));
            this.reader = builder.build();
        }

        /** The provider that needs no native library. */
        static EditedLines open(Terminal terminal) throws IOException {
            org.jline.terminal.Terminal screen = TerminalBuilder.builder()
                    .system(true)
                    .provider(TerminalBuilder.PROP_PROVIDER_EXEC)
                    .build();
            // A terminal that nobody gave a size, as behind ssh -tt in a script, would get prompts that are cut.
            if (screen.getWidth() <= 0 || screen.getHeight() <= 0) {
                screen.setSize(UNKNOWN_SIZE);
            }
            return new EditedLines(screen, KeptHistory.file(terminal));
        }

        /** Whenever no line is being read. */
        void passInterruptsTo(Interrupts interrupts) {
            screen.handle(org.jline.terminal.Terminal.Signal.INT, signal -> interrupts.interrupt());
        }

        @Override
        public @Nullable String next(int line) throws IOException {
            if (line == 1) {
                history.endBatch();
            }
            if (!pasted.isEmpty()) {
                return pasted.remove();
            }
            try {
                // What is pasted may be many lines.
                pasted.addAll(Arrays.asList(reader.readLine(line + "> ").split("\r?\n", -1)));
                return pasted.remove();
            } catch (UserInterruptException interrupted) {
                throw new LineInterrupted(interrupted.getPartialLine().isBlank());
            } catch (EndOfFileException end) {
                return null;
            }
        }

        @Override
        public void close() throws IOException {
            history.endBatch();
            screen.close();
        }
    }
}
