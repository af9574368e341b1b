package dev.coffer.acceptance;

import dev.coffer.app.Instance;
import dev.coffer.app.InstanceFailure;
import dev.coffer.app.InstanceSettings;
import dev.coffer.app.Serving;
import dev.coffer.bytes.SecretBytes;
import dev.coffer.cli.InstanceOpener;
import dev.coffer.cli.InstanceOpener.InstanceUnavailable;
import dev.coffer.cli.InstanceOpener.OpenInstance;
import dev.coffer.cli.InstanceOpener.OpenSession;
import dev.coffer.cli.ServerOpener;
import dev.coffer.cli.remote.RemoteAddress;
import dev.coffer.cli.remote.RemoteLogin;
import dev.coffer.cli.remote.RemoteSession;
import dev.coffer.tds.Limits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An instance that is spoken to over loopback, as {@code coffer sql -S} does. */
final class WireInstance implements OpenInstance {

    private static final String PASSWORD = "Seven cranes, 1 harbour";

    private final Serving serving;
    private final Path certificate;

    private WireInstance(Serving serving, Path certificate) {
        this.serving = serving;
        this.certificate = certificate;
    }

    static WireInstance open(InstanceSettings settings) throws InstanceFailure {
        ServerOpener.Request request = new ServerOpener.Request(
                new InstanceOpener.Request(settings.dataFolder(), Optional.empty(), InstanceOpener.Sessions.MANY),
                "127.0.0.1",
                0,
                new ServerOpener.Tls(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                Optional.of(password()));
        return new WireInstance(
                Serving.start(Instance.open(settings), request, Limits.standard()),
                settings.dataFolder().resolve("tls/server.pem"));
    }

    private static SecretBytes password() {
        return SecretBytes.adopt(PASSWORD.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<String> notices() {
        return serving.notices();
    }

    @Override
    public OpenSession newSession() {
        try (SecretBytes password = password()) {
            return RemoteSession.open(new RemoteLogin(
                    new RemoteAddress("localhost", serving.port()),
                    "sa",
                    password,
                    Optional.empty(),
                    RemoteLogin.Encryption.MANDATORY,
                    new RemoteLogin.FileTrust(certificate),
                    Duration.ofSeconds(60),
                    Optional.empty()));
        } catch (InstanceUnavailable failed) {
            throw new AssertionError(failed.getMessage(), failed);
        }
    }

    @Override
    public void close() {
        serving.stop(ServerOpener.Finish.CANCEL);
    }
}
