package dev.coffer.cli;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.cli.InstanceOpener.InstanceUnavailable;
import dev.coffer.cli.remote.RemoteAddress;
import dev.coffer.cli.remote.RemoteLogin;
import dev.coffer.cli.remote.RemoteSession;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** sqlcmd's options that name a server, and how to log in to it. */
final class ServerOptions {

    /** The password's, kept from scripts. */
    static final String PASSWORD_VARIABLE = "SQLCMDPASSWORD";

    private static final String SERVER_VARIABLE = "SQLCMDSERVER";
    private static final String USER_VARIABLE = "SQLCMDUSER";
    private static final String DATABASE_VARIABLE = "SQLCMDDBNAME";

    /** sqlcmd's bound on -l. */
    private static final int LONGEST_TIMEOUT_SECONDS = 65534;

    @Option(
            names = "-S",
            paramLabel = "SERVER",
            description = "Goes to a server, [tcp:]host[,port], instead of a data folder; "
                    + "the port is 1433 unless given (or " + SERVER_VARIABLE + ").")
    private @Nullable String server;

    @Option(names = "-U", paramLabel = "LOGIN", description = "The login (or " + USER_VARIABLE + ").")
    private @Nullable String user;

    @Option(
            names = "-P",
            paramLabel = "PASSWORD",
            description = "Its password, seen by everybody on this machine; better " + PASSWORD_VARIABLE
                    + ", or typed when asked.")
    private @Nullable String password;

    @Option(
            names = "-N",
            arity = "0..1",
            fallbackValue = "mandatory",
            paramLabel = "MODE",
            description = "Encryption: strict (TDS 8.0), mandatory or optional (default: ${DEFAULT-VALUE}).")
    private String encryption = "mandatory";

    @Option(names = "-C", description = "Trusts the server's certificate unseen.")
    private boolean trusting;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Trusts the certificates in a PEM file: the server's own, which coffer serve names at its"
                    + " start, or an authority's.")
    private @Nullable Path authorities;

    @Option(
            names = "-l",
            paramLabel = "SECONDS",
            description = "How long to wait for the login, 0 for ever (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds = 15;

    @Option(names = "-H", paramLabel = "NAME", description = "The workstation's name that the server is told.")
    private @Nullable String workstation;

    /** Whether a server is meant and no instance in this process. */
    boolean given(Terminal terminal, boolean dataFolderGiven) {
        return server != null
                || (!dataFolderGiven && terminal.variable(SERVER_VARIABLE).isPresent());
    }

    /** What of these options means nothing without a server; empty when none was given. */
    Optional<String> withoutServer() {
        return user != null || password != null || trusting || authorities != null
                ? Optional.of("-U, -P, -C and --ca are about a server: name it with -S.")
                : Optional.empty();
    }

    /**
     * Logs in.
     *
     * @throws InstanceUnavailable when there is no session, in one sentence
     * @throws IllegalArgumentException for options that cannot be, in one sentence
     */
    RemoteSession open(Terminal terminal, Optional<String> database) throws InstanceUnavailable {
        RemoteAddress address = RemoteAddress.parse(
                server != null ? server : terminal.variable(SERVER_VARIABLE).orElse(""));
        String login = user != null
                ? user
                : terminal.variable(USER_VARIABLE)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "Name a login with -U: the account of the operating system is not one."));
        if (timeoutSeconds < 0 || timeoutSeconds > LONGEST_TIMEOUT_SECONDS) {
            throw new IllegalArgumentException(
                    "-l is 0 to " + LONGEST_TIMEOUT_SECONDS + " seconds, not " + timeoutSeconds + ".");
        }
        RemoteLogin.Encryption how = encryption();
        RemoteLogin.Trust trust = trust();
        try (SecretBytes secret = secret(terminal)) {
            return RemoteSession.open(new RemoteLogin(
                    address,
                    login,
                    secret,
                    database.or(() -> terminal.variable(DATABASE_VARIABLE)),
                    how,
                    trust,
                    Duration.ofSeconds(timeoutSeconds),
                    Optional.ofNullable(workstation)));
        }
    }

    /** As go-sqlcmd spells them too. */
    private RemoteLogin.Encryption encryption() {
        return switch (encryption.toLowerCase(Locale.ROOT)) {
            case "s", "strict" -> RemoteLogin.Encryption.STRICT;
            case "m", "mandatory", "true", "yes", "t", "1" -> RemoteLogin.Encryption.MANDATORY;
            case "o", "optional", "false", "no", "f", "0" -> RemoteLogin.Encryption.OPTIONAL;
            default ->
                throw new IllegalArgumentException("-N is strict, mandatory or optional, not '" + encryption + "'.");
        };
    }

    private RemoteLogin.Trust trust() {
        if (authorities == null) {
            return trusting ? new RemoteLogin.BlindTrust() : new RemoteLogin.PublicTrust();
        }
        if (trusting) {
            throw new IllegalArgumentException("-C trusts every certificate: leave it out, or --ca.");
        }
        if (!Files.isReadable(authorities) || Files.isDirectory(authorities)) {
            throw new IllegalArgumentException("'" + authorities + "' cannot be read (--ca).");
        }
        return new RemoteLogin.FileTrust(authorities);
    }

    private SecretBytes secret(Terminal terminal) {
        Optional<String> given = Optional.ofNullable(password).or(() -> terminal.variable(PASSWORD_VARIABLE));
        return given.map(text -> SecretBytes.adopt(text.getBytes(StandardCharsets.UTF_8)))
                .or(() -> terminal.askPassword("Password"))
                .orElseThrow(() -> new IllegalArgumentException(
                        "The login has no password: set " + PASSWORD_VARIABLE + ", or run on a terminal to be asked."));
    }
}
