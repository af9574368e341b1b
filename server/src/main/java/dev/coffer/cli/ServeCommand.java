package dev.coffer.cli;

import dev.coffer.bytes.SecretAccess;
import dev.coffer.bytes.SecretBytes;
import dev.coffer.cli.InstanceOpener.InstanceUnavailable;
import dev.coffer.cli.ServerOpener.Finish;
import dev.coffer.cli.ServerOpener.OpenServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code coffer serve}: the instance as a server for SQL Server's clients. */
@Command(
        name = "serve",
        versionProvider = CofferVersion.class,
        mixinStandardHelpOptions = true,
        description = {
            "Serves the instance in a data folder to SQL Server's clients, encrypted.",
            "The first start makes the login sa: its password is COFFER_SA_PASSWORD, or made up and shown once.",
            "SIGTERM and Ctrl-C stop it; it cancels what runs, and a cancelled backup leaves nothing.",
            ""
        },
        footer = {"", "Exit codes: 0 stopped; 1 it cannot start; 2 a wrong command line."})
final class ServeCommand implements Callable<Integer> {

    private static final String SA_PASSWORD_VARIABLE = "COFFER_SA_PASSWORD";
    private static final String TLS_PASSWORD_VARIABLE = "COFFER_TLS_PASSWORD";
    private static final int LARGEST_PASSWORD_FILE = 1024;
    private static final int LAST_PORT = 65535;
    private static final List<String> SIGNALS = List.of("TERM", "INT", "HUP");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The instance's data folder, made when missing (default: ${DEFAULT-VALUE}).")
    private Path dataFolder = Path.of("coffer-data");

    @Option(names = "--seal-file", paramLabel = "FILE", description = "The key file that seals the service master key.")
    private @Nullable Path sealFile;

    @Option(
            names = "--postgres",
            paramLabel = "DIR",
            description = "The programs of an installed PostgreSQL, 18 or newer (default: the bundled one).")
    private @Nullable Path programs;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            description = "Where to listen (default: ${DEFAULT-VALUE}, this machine alone; 0.0.0.0 for everybody).")
    private String listen = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The port, 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int port = 1433;

    @Option(names = "--tls-cert", paramLabel = "FILE", description = "The server's certificate and its chain, PEM.")
    private @Nullable Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "Its private key, PEM.")
    private @Nullable Path key;

    @Option(names = "--tls-pfx", paramLabel = "FILE", description = "Certificate and key in one PFX file.")
    private @Nullable Path pfx;

    @Option(
            names = "--tls-password-file",
            paramLabel = "FILE",
            description = "The password of key or PFX, in the first line; otherwise " + TLS_PASSWORD_VARIABLE + ".")
    private @Nullable Path passwordFile;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            description = "Metrics and health over HTTP at this port, 0 for any free one (default: nowhere).")
    private @Nullable Integer httpPort;

    @Option(
            names = "--http-listen",
            paramLabel = "ADDRESS",
            description = "Where to listen for HTTP, which is not encrypted (default: ${DEFAULT-VALUE}).")
    private String httpListen = "127.0.0.1";

    @Option(
            names = "--sa-password-file",
            paramLabel = "FILE",
            description = "For the first start: the password of sa, in the first line; otherwise "
                    + SA_PASSWORD_VARIABLE + ".")
    private @Nullable Path saPasswordFile;

    @Option(
            names = "--finish-backups",
            description = "Waits for running statements when it stops, an hour at most, before it cancels them.")
    private boolean finish;

    private final ServerOpener opener;
    private final Terminal terminal;

    ServeCommand(ServerOpener opener, Terminal terminal) {
        this.opener = opener;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (!isPort(port)
                || (httpPort != null && !isPort(httpPort))
                || (certificate == null) != (key == null)
                || (pfx != null && key != null)) {
            terminal.err()
                    .println("coffer: ports are 0 to 65535; --tls-cert and --tls-key go together, or --tls-pfx alone.");
            return ExitCodes.USAGE;
        }
        OpenServer server;
        try {
            server = opener.start(request());
        } catch (InstanceUnavailable unavailable) {
            terminal.err().println("coffer: " + unavailable.getMessage());
            return ExitCodes.FAILED;
        }
        return serve(server);
    }

    private static boolean isPort(int number) {
        return number >= 0 && number <= LAST_PORT;
    }

    /** Until a signal or SHUTDOWN stops it; another signal hurries it. */
    private int serve(OpenServer server) {
        CountDownLatch signalled = new CountDownLatch(1);
        AtomicBoolean waits = new AtomicBoolean(finish);
        server.onShutdown(asked -> {
            waits.set(asked == Finish.WAIT);
            signalled.countDown();
        });
        Runnable onSignal = () -> {
            if (signalled.getCount() == 0) {
                server.hurry();
            }
            signalled.countDown();
        };
        for (String signal : SIGNALS) {
            Signals.register(signal, onSignal);
        }
        greet(server);
        try {
            signalled.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        server.stop(waits.get() ? Finish.WAIT : Finish.CANCEL);
        return ExitCodes.OK;
    }

    private void greet(OpenServer server) {
        server.notices().forEach(terminal.err()::println);
        server.generatedPassword().ifPresent(this::show);
        terminal.err().flush();
        server.webAddress().ifPresent(address -> terminal.err().println("Metrics on http://" + address + "/metrics"));
        terminal.out().println("Ready on " + server.address());
        terminal.out().flush();
    }

    private void show(SecretBytes password) {
        try (password) {
            password.use(SecretAccess.GRANTED, raw -> {
                terminal.err()
                        .println("The password of sa is " + new String(raw, StandardCharsets.UTF_8)
                                + " and will not be shown again.");
                return raw.length;
            });
        }
    }

    private ServerOpener.Request request() throws InstanceUnavailable {
        return new ServerOpener.Request(
                new InstanceOpener.Request(
                        dataFolder.toAbsolutePath().normalize(),
                        Optional.ofNullable(sealFile),
                        Optional.ofNullable(programs).map(Path::toAbsolutePath),
                        InstanceOpener.Sessions.MANY),
                listen,
                port,
                new ServerOpener.Tls(
                        Optional.ofNullable(certificate),
                        Optional.ofNullable(key),
                        Optional.ofNullable(pfx),
                        password(passwordFile, TLS_PASSWORD_VARIABLE)),
                password(saPasswordFile, SA_PASSWORD_VARIABLE),
                Optional.ofNullable(httpPort).map(number -> new ServerOpener.Web(httpListen, number)));
    }

    private Optional<SecretBytes> variable(String name) {
        return Optional.ofNullable(terminal.environment().apply(name))
                .map(value -> SecretBytes.adopt(value.getBytes(StandardCharsets.UTF_8)));
    }

    private Optional<SecretBytes> password(@Nullable Path file, String otherwise) throws InstanceUnavailable {
        if (file == null) {
            return variable(otherwise);
        }
        try {
            if (Files.size(file) > LARGEST_PASSWORD_FILE) {
                throw new IOException("A password file of more than " + LARGEST_PASSWORD_FILE + " bytes");
            }
            byte[] content = Files.readAllBytes(file);
            int length = 0;
            while (length < content.length && content[length] != '\n' && content[length] != '\r') {
                length++;
            }
            SecretBytes password = SecretBytes.adopt(Arrays.copyOf(content, length));
            Arrays.fill(content, (byte) 0);
            return Optional.of(password);
        } catch (IOException unreadable) {
            throw new InstanceUnavailable("The password file '" + file + "' cannot be read.", unreadable);
        }
    }
}
