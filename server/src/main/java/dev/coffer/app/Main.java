package dev.coffer.app;

import dev.coffer.cli.CofferCommand;
import dev.coffer.cli.InstanceOpener;
import dev.coffer.cli.InstanceOpener.InstanceUnavailable;
import dev.coffer.cli.InstanceOpener.OpenInstance;
import dev.coffer.cli.ServerOpener;
import dev.coffer.cli.ServerOpener.OpenServer;
import dev.coffer.cli.Terminal;
import dev.coffer.storage.RemoteStores;
import dev.coffer.storage.objects.Uploads;
import dev.coffer.tds.Limits;
import dev.coffer.web.WebServer;
import dev.coffer.work.FailureText;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** The program's entry: command line in, exit code out. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        WebServer.bound();
        // Results are UTF-8 whatever the locale says: scripts that read them need one answer.
        PrintStream out = utf8(FileDescriptor.out);
        PrintStream err = utf8(FileDescriptor.err);
        Terminal terminal = new Terminal(System.in, out, err, atTerminal(), System::getenv);
        int code = CofferCommand.commandLine(Main::open, Main::serve, Main::outside, terminal)
                .execute(arguments);
        out.flush();
        err.flush();
        System.exit(code);
    }

    /** The launcher's jdk.console=java.base keeps JDK 22 and newer to the meaning that null has here. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean atTerminal() {
        return System.console() != null;
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor)),
                descriptor == FileDescriptor.err,
                StandardCharsets.UTF_8);
    }

    /** Nothing is uploaded without an instance, so nothing is remembered. */
    private static RemoteStores outside(Optional<Path> authorities) {
        return new ObjectStores(authorities, Uploads.forgotten(Clock.systemUTC()));
    }

    private static OpenInstance open(InstanceOpener.Request request) throws InstanceUnavailable {
        return new CommandLineInstance(instance(request));
    }

    private static OpenServer serve(ServerOpener.Request request) throws InstanceUnavailable {
        Instance instance = instance(request.instance());
        try {
            return Serving.start(instance, request, Limits.standard());
        } catch (InstanceFailure e) {
            throw new InstanceUnavailable(reason(e, request.instance()), e);
        }
    }

    private static Instance instance(InstanceOpener.Request request) throws InstanceUnavailable {
        InstanceSettings settings = InstanceSettings.of(request.dataFolder(), ServerName.ofThisHost());
        if (request.sealFile().isPresent()) {
            settings = settings.withSealFile(request.sealFile().get());
        }
        if (request.programs().isPresent()) {
            settings = settings.withBinFolder(request.programs().get());
        }
        if (request.sessions() == InstanceOpener.Sessions.ONE) {
            settings = settings.withMode(StartMode.SINGLE_USER);
        }
        try {
            DataFolder.refuseForeign(settings.dataFolder());
            LogFiles.open(settings.dataFolder());
            return Instance.open(settings);
        } catch (InstanceFailure | IOException e) {
            throw new InstanceUnavailable(reason(e, request), e);
        }
    }

    private static String reason(Exception failure, InstanceOpener.Request request) {
        String message = failure.getMessage();
        return failure instanceof IOException || message == null
                ? "The data folder " + request.dataFolder() + " cannot be used: " + FailureText.of(failure) + "."
                : message;
    }
}
