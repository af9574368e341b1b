package dev.coffer.cli;

import dev.coffer.cli.TypedLines.LineInterrupted;
import dev.coffer.result.SqlMessage;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Runs scripts as sqlcmd does: collects lines to a batch, sends it at GO, obeys client commands. One runner keeps its
 * variables and its answer to errors over several scripts. Confined to one thread.
 *
 * <p>One difference is meant: when a statement was cancelled, the rest of a script is not run, since what follows a
 * backup that never ended may be a DROP. Only somebody who types goes on.
 */
public final class ScriptRunner {

    /** What an error does. */
    public enum OnError {
        IGNORE,
        EXIT
    }

    /** How a script came to its end. */
    public enum Ending {
        /** Everything was run. */
        FINISHED,
        /** QUIT or EXIT: scripts behind this one are not run either. */
        QUIT,
        /** An error ended it: of a batch under EXIT, or of the script itself. */
        FAILED,
        /** A statement was cancelled. */
        CANCELLED,
        /** The session is gone. */
        LOST
    }

    /**
     * How the runner behaves.
     *
     * @param onError until a script says otherwise
     * @param failure the least severity that counts as an error: 11 unless sqlcmd's -V says otherwise
     * @param typed whether a person types: an error of the client, or a cancelled statement, does not end the run
     * @param echo whether batches are printed before they run (sqlcmd -e)
     */
    public record Settings(OnError onError, int failure, boolean typed, boolean echo) {}

    /** The least severity that is an error. */
    public static final int LEAST_ERROR = SqlMessage.LAST_INFORMATION + 1;

    /** Scripts that include themselves end here. */
    private static final int MAX_NESTING = 32;

    /** A batch is held in memory; SQL Server's own bound is 65,536 packets of 4 KiB. */
    private static final int MAX_BATCH_CHARACTERS = 256 << 20;

    private final BatchTarget target;
    private final ScriptVariables variables;
    private final Printing printing;
    private final PrintStream out;
    private final Interrupts interrupts;
    private final Settings settings;
    private final GoSplitter splitter;
    private final StringBuilder batch = new StringBuilder();

    private OnError onError;
    private int batchLines;
    private int worstSeverity;

    public ScriptRunner(
            BatchTarget target,
            ScriptVariables variables,
            Printing printing,
            Interrupts interrupts,
            Settings settings) {
        this.target = target;
        this.variables = variables;
        this.printing = printing;
        this.out = printing.outlets().out();
        this.interrupts = interrupts;
        this.settings = settings;
        this.onError = settings.onError();
        this.splitter = new GoSplitter(variables);
    }

    /** Runs a script to its end; a batch that no GO ended is run too. */
    public Ending run(ScriptSource script) throws IOException {
        Optional<Ending> early = read(script, 0);
        if (early.isPresent()) {
            clear();
            return early.get();
        }
        return send(1).orElse(Ending.FINISHED);
    }

    /** The highest severity of all messages so far. */
    public int worstSeverity() {
        return worstSeverity;
    }

    private Optional<Ending> read(ScriptSource script, int depth) throws IOException {
        while (true) {
            Optional<Ending> ending;
            try {
                String line = script.next(batchLines + 1);
                if (line == null) {
                    // Somebody who leaves did not say GO; a script's last batch needs none.
                    return settings.typed() && depth == 0 ? Optional.of(Ending.QUIT) : Optional.empty();
                }
                ending = take(line, depth);
            } catch (LineInterrupted interrupted) {
                if (interrupted.onEmptyLine() && batchLines == 0) {
                    return Optional.of(Ending.QUIT);
                }
                clear();
                continue;
            } catch (ScriptError e) {
                complain("Line " + script.lineNumber() + " of " + script.name() + ": " + e.getMessage());
                if (!settings.typed()) {
                    return Optional.of(Ending.FAILED);
                }
                clear();
                continue;
            }
            if (ending.isPresent()) {
                return ending;
            }
        }
    }

    private Optional<Ending> take(String line, int depth) throws IOException, ScriptError {
        if (splitter.atCommand()) {
            OptionalInt repeats = GoSplitter.repeats(line);
            if (repeats.isPresent()) {
                return send(repeats.getAsInt());
            }
            Optional<ClientCommand> command = ClientCommand.parse(line);
            if (command.isPresent()) {
                return obey(command.get(), depth);
            }
        }
        if (batch.length() + line.length() > MAX_BATCH_CHARACTERS) {
            throw new ScriptError("The batch is longer than " + MAX_BATCH_CHARACTERS + " characters.");
        }
        batch.append(splitter.line(line)).append('\n');
        batchLines++;
        return Optional.empty();
    }

    private Optional<Ending> obey(ClientCommand command, int depth) throws IOException, ScriptError {
        switch (command.word()) {
            case "quit" -> {
                return Optional.of(Ending.QUIT);
            }
            case "exit" -> {
                return exit(command);
            }
            case "reset" -> clear();
            case "setvar" -> {
                String name = command.settingName();
                Optional<String> value = command.settingValue();
                if (value.isPresent()) {
                    variables.set(name, new GoSplitter(variables).line(value.get()));
                } else {
                    variables.remove(name);
                }
            }
            case "listvar" ->
                variables.own().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .forEach(entry -> out.println(entry.getKey() + " = \"" + entry.getValue() + "\""));
            case "on" -> onError = errorAnswer(command.argument());
            case "r" -> {
                return include(command, depth);
            }
            default ->
                throw new ScriptError("Syntax error near command ':" + command.word()
                        + "'. Known are :exit, :listvar, :on error, :quit, :r, :reset and :setvar.");
        }
        return Optional.empty();
    }

    /** EXIT alone leaves at once; EXIT() runs the batch first. */
    private Optional<Ending> exit(ClientCommand command) throws ScriptError {
        if (command.argument().isEmpty()) {
            return Optional.of(Ending.QUIT);
        }
        if (!command.argument().replace(" ", "").equals("()")) {
            throw new ScriptError("EXIT with a query is not supported: use EXIT or EXIT().");
        }
        Optional<Ending> ending = send(1);
        return ending.isPresent() ? ending : Optional.of(Ending.QUIT);
    }

    private static OnError errorAnswer(String argument) throws ScriptError {
        String[] words = argument.trim().toLowerCase(Locale.ROOT).split("\\s+");
        if (words.length == 2 && words[0].equals("error")) {
            if (words[1].equals("exit")) {
                return OnError.EXIT;
            }
            if (words[1].equals("ignore")) {
                return OnError.IGNORE;
            }
        }
        throw new ScriptError("Syntax error near command ':on': it is ':on error exit' or ':on error ignore'.");
    }

    /** A file's lines as if they stood here: a batch may begin in one file and end in another. */
    private Optional<Ending> include(ClientCommand command, int depth) throws IOException, ScriptError {
        if (depth == MAX_NESTING) {
            throw new ScriptError("Scripts include one another more than " + MAX_NESTING + " deep.");
        }
        String name = new GoSplitter(variables).line(ClientCommand.unquoted(command.argument()));
        if (name.isEmpty()) {
            throw new ScriptError(":r needs a file.");
        }
        try (ScriptSource file = ScriptSource.file(Path.of(name))) {
            return read(file, depth + 1);
        } catch (NoSuchFileException e) {
            throw new ScriptError("'" + name + "': no such file.");
        }
    }

    private Optional<Ending> send(int times) {
        String text = batch.toString();
        clear();
        if (text.isBlank()) {
            return Optional.empty();
        }
        if (settings.echo()) {
            out.print(text);
            out.flush();
        }
        for (int i = 0; i < times; i++) {
            Optional<Ending> ending = sendOnce(text);
            if (ending.isPresent()) {
                return ending;
            }
        }
        return Optional.empty();
    }

    private Optional<Ending> sendOnce(String text) {
        ResultPrinter printer = printing.printer();
        Cancellation cancellation = new Cancellation();
        interrupts.begin(cancellation);
        try {
            if (printing.progress() == Printing.Progress.BAR) {
                ProgressBar bar = new ProgressBar(printer, out);
                target.execute(text, bar, cancellation);
                bar.end();
            } else {
                target.execute(text, printer, cancellation);
            }
        } catch (SessionLost lost) {
            complain(String.valueOf(lost.getMessage()));
            return Optional.of(Ending.LOST);
        } finally {
            interrupts.end(cancellation);
        }
        worstSeverity = Math.max(worstSeverity, printer.worstSeverity());
        if (target.over()) {
            return Optional.of(Ending.QUIT);
        }
        if (cancellation.isCancelled()) {
            return settings.typed() ? Optional.empty() : Optional.of(Ending.CANCELLED);
        }
        boolean failed = printer.worstSeverity() >= settings.failure();
        return failed && onError == OnError.EXIT ? Optional.of(Ending.FAILED) : Optional.empty();
    }

    private void complain(String sentence) {
        PrintStream err = printing.outlets().of(Outlets.NOTHING - 1);
        err.println("Sqlcmd: Error: " + sentence);
        err.flush();
    }

    private void clear() {
        batch.setLength(0);
        batchLines = 0;
        splitter.reset();
    }
}
