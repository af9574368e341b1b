package dev.coffer.cli;

import dev.coffer.cli.InstanceOpener.InstanceUnavailable;
import dev.coffer.cli.InstanceOpener.OpenInstance;
import dev.coffer.cli.InstanceOpener.OpenSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code coffer sql}: T-SQL for an instance in this process or for a server, with sqlcmd's habits. */
@Command(
        name = "sql",
        versionProvider = CofferVersion.class,
        description = {
            "Runs T-SQL as sqlcmd does: on the instance in a data folder, which starts and stops with the command,",
            "or with -S on a server. Without -i, -q and -Q it reads standard input, and on a terminal it is a prompt.",
            ""
        },
        footer = {
            "",
            "In scripts: GO [n], :r FILE, :setvar NAME VALUE, $(NAME), :on error exit|ignore, :listvar,",
            "            :reset, exit, quit.",
            "Ctrl-C cancels the running statement, and with it the rest of a script; twice ends the program.",
            "At the prompt, Ctrl-C drops what was typed, and on an empty one leaves, as do Ctrl-D, exit and quit.",
            "",
            "Exit codes: 0 done; 1 an error under -b or :on error exit, a script that cannot go on, no login,",
            "            a lost server; with -V, the highest severity met; 2 a wrong command line; 130 interrupted."
        })
final class SqlCommand implements Callable<Integer> {

    private static final int LARGEST_SEVERITY = 25;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The instance's data folder, made when missing (default: ./coffer-data).")
    private @Nullable Path dataFolder;

    @Option(names = "--seal-file", paramLabel = "FILE", description = "The key file that seals the service master key.")
    private @Nullable Path sealFile;

    @Option(
            names = "--postgres",
            paramLabel = "DIR",
            description = "The programs of an installed PostgreSQL, 18 or newer (default: the bundled one).")
    private @Nullable Path programs;

    @Option(
            names = "--single-user",
            description = "Starts the instance for this session alone, which may then restore master.")
    private boolean singleUser;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(
            names = "-d",
            paramLabel = "DB",
            description = "The database to begin in (default: master, or the login's).")
    private @Nullable String database;

    @Option(names = "-i", paramLabel = "FILE", description = "Runs the script; may be given several times.")
    private List<Path> files = List.of();

    @Option(names = "-Q", paramLabel = "TEXT", description = "Runs the text and ends.")
    private @Nullable String query;

    @Option(names = "-q", paramLabel = "TEXT", description = "Runs the text, then reads standard input.")
    private @Nullable String greeting;

    @Option(names = "-v", paramLabel = "NAME=VALUE", arity = "1..*", description = "Sets scripting variables.")
    private Map<String, String> variables = new LinkedHashMap<>();

    @Option(names = "-x", description = "Leaves $(NAME) in scripts alone.")
    private boolean literal;

    @Option(names = "-I", description = "Quotation marks are for names; from the start they are here.")
    // Taken because scripts give it: double quotes hold names without it too.
    @SuppressWarnings("UnusedVariable")
    private boolean quotedIdentifiers;

    @Option(names = "-b", description = "An error ends the run with exit code 1.")
    private boolean endOnError;

    @Option(
            names = "-V",
            paramLabel = "SEVERITY",
            description = "What -b calls an error; the highest severity from there on is the exit code.")
    private int exitSeverity;

    @Option(names = "-e", description = "Prints each batch before it runs.")
    private boolean echo;

    @Mixin
    private PrintOptions print = new PrintOptions();

    // Not the standard help options: sqlcmd's -h is taken, and picocli then drops --help as well.
    @Option(
            names = {"-?", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
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
        for (Path file : files) {
            if (!Files.isReadable(file) || Files.isDirectory(file)) {
                return refuse("'" + file + "': no such file.", ExitCodes.FAILED);
            }
        }
        boolean remote = server.given(terminal, ownInstance());
        Outlets outlets;
        PrintFormat format;
        try {
            format = print.format();
            outlets = print.outlets(terminal);
            checkOptions(remote);
        } catch (IllegalArgumentException wrong) {
            return refuse(wrong.getMessage(), ExitCodes.USAGE);
        } catch (IOException unwritable) {
            return refuse("The file of -o cannot be written: " + unwritable.getMessage(), ExitCodes.FAILED);
        }
        try {
            return remote ? onServer(outlets, format) : onInstance(outlets, format);
        } catch (IllegalArgumentException wrong) {
            return refuse(wrong.getMessage(), ExitCodes.USAGE);
        } catch (InstanceUnavailable e) {
            return refuse(e.getMessage(), ExitCodes.FAILED);
        } finally {
            if (print.toFile()) {
                outlets.out().close();
            }
        }
    }

    private boolean ownInstance() {
        return dataFolder != null || sealFile != null || programs != null || singleUser;
    }

    private void checkOptions(boolean remote) {
        if (exitSeverity < 0 || exitSeverity > LARGEST_SEVERITY) {
            throw new IllegalArgumentException("-V is 0 to " + LARGEST_SEVERITY + ", not " + exitSeverity + ".");
        }
        if (remote && ownInstance()) {
            throw new IllegalArgumentException(
                    "-S names a server, --data, --seal-file, --postgres and --single-user an instance: not both.");
        }
        if (query != null && greeting != null) {
            throw new IllegalArgumentException("-q goes on with standard input and -Q ends: not both.");
        }
        if (!remote) {
            server.withoutServer().ifPresent(sentence -> {
                throw new IllegalArgumentException(sentence);
            });
        }
    }

    private int refuse(@Nullable String sentence, int code) {
        String text = String.valueOf(sentence);
        terminal.err().println(text.startsWith("Sqlcmd:") ? text : "coffer: " + text);
        terminal.err().flush();
        return code;
    }

    private int onServer(Outlets outlets, PrintFormat format) throws IOException, InstanceUnavailable {
        try (OpenSession session = server.open(terminal, Optional.ofNullable(database))) {
            return run(session, outlets, format, Optional.empty());
        }
    }

    private int onInstance(Outlets outlets, PrintFormat format) throws IOException, InstanceUnavailable {
        Path folder = dataFolder == null ? Path.of("coffer-data") : dataFolder;
        InstanceOpener.Request request = new InstanceOpener.Request(
                folder.toAbsolutePath().normalize(),
                Optional.ofNullable(sealFile),
                Optional.ofNullable(programs).map(Path::toAbsolutePath),
                singleUser ? InstanceOpener.Sessions.ONE : InstanceOpener.Sessions.MANY);
        try (OpenInstance instance = opener.open(request)) {
            // SIGTERM, and the second Ctrl-C, stop the databases as cleanly as the end of the script does.
            Thread stop = new Thread(instance::close, "stop");
            Runtime.getRuntime().addShutdownHook(stop);
            try (OpenSession session = instance.newSession()) {
                instance.notices().forEach(terminal.err()::println);
                return run(session, outlets, format, Optional.ofNullable(database));
            } finally {
                withoutHook(stop);
            }
        }
    }

    private static void withoutHook(Thread stop) {
        try {
            Runtime.getRuntime().removeShutdownHook(stop);
        } catch (IllegalStateException e) {
            // The program is ending by a signal and the hook runs already.
            return;
        }
    }

    private int run(OpenSession session, Outlets outlets, PrintFormat format, Optional<String> beginning)
            throws IOException {
        boolean reads = files.isEmpty() && query == null;
        boolean typed = terminal.typed() && reads;
        Printing printing = new Printing(
                outlets,
                session::serverName,
                format,
                terminal.typed() && !terminal.dumb() && !print.toFile()
                        ? Printing.Progress.BAR
                        : Printing.Progress.LINES);
        try (Prompt prompt = Prompt.of(terminal, typed)) {
            if (beginning.isPresent() && !new FirstDatabase(printing).use(beginning.get(), session)) {
                return ExitCodes.FAILED;
            }
            ScriptRunner runner = new ScriptRunner(
                    session,
                    new ScriptVariables(
                            variables,
                            terminal.environment(),
                            literal ? ScriptVariables.Use.TEXT : ScriptVariables.Use.VARIABLE),
                    printing,
                    prompt.interrupts(),
                    new ScriptRunner.Settings(
                            endOnError ? ScriptRunner.OnError.EXIT : ScriptRunner.OnError.IGNORE,
                            exitSeverity > 0 ? exitSeverity : ScriptRunner.LEAST_ERROR,
                            typed,
                            echo));
            return exitCode(runAll(runner, prompt), runner.worstSeverity());
        }
    }

    private ScriptRunner.Ending runAll(ScriptRunner runner, Prompt prompt) throws IOException {
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
        if (greeting != null) {
            ScriptRunner.Ending ending = runner.run(ScriptSource.text("-q", greeting));
            if (ending != ScriptRunner.Ending.FINISHED) {
                return ending;
            }
        }
        // Standard input is not ours to close.
        return runner.run(prompt.script());
    }

    private int exitCode(ScriptRunner.Ending ending, int worstSeverity) {
        return switch (ending) {
            case CANCELLED -> ExitCodes.INTERRUPTED;
            case LOST -> ExitCodes.FAILED;
            case FAILED, FINISHED, QUIT -> {
                if (exitSeverity > 0 && worstSeverity >= exitSeverity) {
                    yield worstSeverity;
                }
                yield ending == ScriptRunner.Ending.FAILED ? ExitCodes.FAILED : ExitCodes.OK;
            }
        };
    }
}
