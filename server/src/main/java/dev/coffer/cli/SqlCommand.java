package dev.coffer.cli;

import dev.coffer.cli.InstanceOpener.InstanceUnavailable;
import dev.coffer.cli.InstanceOpener.OpenInstance;
import dev.coffer.cli.InstanceOpener.OpenSession;
import dev.coffer.result.Column;
import dev.coffer.result.ResultSink;
import dev.coffer.result.SqlMessage;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code coffer sql}: an instance in this process and T-SQL for it, with sqlcmd's habits. */
@Command(
        name = "sql",
        versionProvider = CofferVersion.class,
        description = {
            "Runs T-SQL on the instance in a data folder, as sqlcmd does.",
            "Without -i and -Q it reads standard input. The instance starts with the command and stops with it.",
            ""
        },
        footer = {
            "",
            "In scripts: GO [n], :r FILE, :setvar NAME VALUE, $(NAME), :on error exit|ignore, :listvar,",
            "            :reset, exit, quit.",
            "Ctrl-C cancels the running statement, and with it the rest of a script; twice ends the program.",
            "",
            "Exit codes: 0 done; 1 an error under -b or :on error exit, or a script that cannot go on;",
            "            2 a wrong command line; 130 interrupted."
        })
final class SqlCommand implements Callable<Integer> {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The instance's data folder, made when missing (default: ${DEFAULT-VALUE}).")
    private Path dataFolder = Path.of("coffer-data");

    @Option(names = "--seal-file", paramLabel = "FILE", description = "The key file that seals the service master key.")
    private @Nullable Path sealFile;

    @Option(names = "-i", paramLabel = "FILE", description = "Runs the script; may be given several times.")
    private List<Path> files = List.of();

    @Option(names = "-Q", paramLabel = "TEXT", description = "Runs the text and ends.")
    private @Nullable String query;

    @Option(names = "-d", paramLabel = "DB", description = "The database to begin in (default: master).")
    private @Nullable String database;

    @Option(names = "-v", paramLabel = "NAME=VALUE", arity = "1..*", description = "Sets scripting variables.")
    private Map<String, String> variables = new LinkedHashMap<>();

    @Option(names = "-b", description = "An error ends the run with exit code 1.")
    private boolean endOnError;

    @Option(names = "-e", description = "Prints each batch before it runs.")
    private boolean echo;

    @Option(names = "-W", description = "Columns without padding.")
    private boolean trim;

    @Option(names = "-s", paramLabel = "TEXT", description = "What stands between columns (default: a space).")
    private String separator = " ";

    @Option(
            names = "-h",
            paramLabel = "ROWS",
            description = "Rows between headings; 0 for one heading, -1 for none (default: ${DEFAULT-VALUE}).")
    private int rowsPerHeading;

    @Option(
            names = "-y",
            paramLabel = "WIDTH",
            description = "Width of columns of unlimited length, 0 for no limit (default: ${DEFAULT-VALUE}).")
    private int maxWidth = PrintFormat.DEFAULT_MAX_WIDTH;

    // Not the standard help options: sqlcmd's -h is taken, and picocli then drops --help as well.
    @Option(names = "--help", usageHelp = true, description = "Show this help message and exit.")
    boolean help;

    @Option(names = "--version", versionHelp = true, description = "Print version information and exit.")
    boolean version;

    private final InstanceOpener opener;
    private final Terminal terminal;

    SqlCommand(InstanceOpener opener, Terminal terminal) {
        this.opener = opener;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        PrintFormat format;
        try {
            format = new PrintFormat(separator, trim, rowsPerHeading, maxWidth);
        } catch (IllegalArgumentException e) {
            terminal.err().println("coffer: " + e.getMessage());
            return ExitCodes.USAGE;
        }
        if (!scriptsAreThere()) {
            return ExitCodes.FAILED;
        }
        InstanceOpener.Request request =
                new InstanceOpener.Request(dataFolder.toAbsolutePath().normalize(), Optional.ofNullable(sealFile));
        try (OpenInstance instance = opener.open(request)) {
            // SIGTERM, and the second Ctrl-C, stop the databases as cleanly as the end of the script does.
            Thread stop = new Thread(instance::close, "stop");
            Runtime.getRuntime().addShutdownHook(stop);
            try {
                instance.notices().forEach(terminal.err()::println);
                return onInstance(instance, format);
            } finally {
                withoutHook(stop);
            }
        } catch (InstanceUnavailable e) {
            terminal.err().println("coffer: " + e.getMessage());
            return ExitCodes.FAILED;
        }
    }

    /** Before the instance starts and the first script has changed something. */
    private boolean scriptsAreThere() {
        for (Path file : files) {
            if (!Files.exists(file)) {
                terminal.err().println("coffer: '" + file + "': no such file.");
                return false;
            }
            if (Files.isDirectory(file) || !Files.isReadable(file)) {
                terminal.err().println("coffer: '" + file + "': it cannot be read.");
                return false;
            }
        }
        return true;
    }

    private static void withoutHook(Thread stop) {
        try {
            Runtime.getRuntime().removeShutdownHook(stop);
        } catch (IllegalStateException e) {
            // The program is ending by a signal and the hook runs already.
            return;
        }
    }

    private int onInstance(OpenInstance instance, PrintFormat format) throws IOException {
        Interrupts interrupts = new Interrupts(() -> System.exit(ExitCodes.INTERRUPTED));
        Object earlier = Signals.register("INT", interrupts::interrupt);
        try (OpenSession session = instance.newSession()) {
            if (database != null && !beginIn(database, session, instance.serverName())) {
                return ExitCodes.FAILED;
            }
            boolean typed = terminal.typed() && files.isEmpty() && query == null;
            ScriptRunner runner = new ScriptRunner(
                    session,
                    new ScriptVariables(variables, terminal.environment()),
                    terminal.out(),
                    instance.serverName(),
                    format,
                    interrupts,
                    new ScriptRunner.Settings(
                            endOnError ? ScriptRunner.OnError.EXIT : ScriptRunner.OnError.IGNORE, typed, echo));
            return exitCode(runAll(runner));
        } finally {
            Signals.unregister("INT", earlier);
        }
    }

    private ScriptRunner.Ending runAll(ScriptRunner runner) throws IOException {
        for (Path file : files) {
            ScriptRunner.Ending ending;
            try (ScriptSource script = ScriptSource.file(file)) {
                ending = runner.run(script);
            } catch (NoSuchFileException e) {
                terminal.err().println("coffer: '" + file + "': no such file.");
                return ScriptRunner.Ending.FAILED;
            }
            if (ending != ScriptRunner.Ending.FINISHED) {
                return ending;
            }
        }
        if (query != null) {
            return runner.run(ScriptSource.text("-Q", query));
        }
        if (!files.isEmpty()) {
            return ScriptRunner.Ending.FINISHED;
        }
        // Standard input is not ours to close.
        return runner.run(
                terminal.typed()
                        ? ScriptSource.typed(terminal.in())
                        : ScriptSource.stream("standard input", terminal.in()));
    }

    private static int exitCode(ScriptRunner.Ending ending) {
        return switch (ending) {
            case FINISHED, QUIT -> ExitCodes.OK;
            case FAILED -> ExitCodes.FAILED;
            case CANCELLED -> ExitCodes.INTERRUPTED;
        };
    }

    /** Makes the database current without a word, as sqlcmd does; false after an error, which is printed. */
    private boolean beginIn(String name, OpenSession session, String serverName) {
        ResultPrinter printer = new ResultPrinter(terminal.out(), serverName, PrintFormat.standard());
        ErrorsOnly sink = new ErrorsOnly(printer::message);
        session.execute("USE [" + name.replace("]", "]]") + "]", sink, Cancellation.never());
        return !printer.failed();
    }

    private record ErrorsOnly(Consumer<SqlMessage> errors) implements ResultSink {
        @Override
        public void message(SqlMessage message) {
            if (message.isError()) {
                errors.accept(message);
            }
        }

        @Override
        public void columns(List<Column> columns) {}

        @Override
        public void row(@Nullable Object[] values) {}

        @Override
        public void done(long rowCount) {}
    }
}
