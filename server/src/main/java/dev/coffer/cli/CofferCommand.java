package dev.coffer.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program: names its commands, prints help and version. */
@Command(
        name = "coffer",
        mixinStandardHelpOptions = true,
        versionProvider = CofferVersion.class,
        description = "An encrypted-backup server that speaks T-SQL.",
        footer = {"", "Each command explains itself: coffer COMMAND --help"})
public final class CofferCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    /** The whole command line, ready to execute. */
    public static CommandLine commandLine(
            InstanceOpener opener, ServerOpener servers, RemoteOpener remotes, Terminal terminal) {
        CommandLine root = new CommandLine(new CofferCommand());
        root.addSubcommand(new SqlCommand(opener, terminal));
        root.addSubcommand(new ServeCommand(servers, terminal));
        root.addSubcommand(new InspectCommand(terminal, remotes));
        root.addSubcommand(new VerifyCommand(terminal, remotes));
        root.addSubcommand(new ExtractCommand(terminal, remotes));
        root.setOut(terminal.writer());
        root.setErr(terminal.errorWriter());
        root.setExecutionExceptionHandler(new FailureReport());
        return root;
    }

    /** Without a command: what there is. */
    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
    }
}
