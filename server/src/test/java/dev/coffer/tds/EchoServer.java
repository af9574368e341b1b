package dev.coffer.tds;

import dev.coffer.bytes.SecretAccess;
import dev.coffer.crypto.KeyKind;
import dev.coffer.crypto.KeyPairs;
import dev.coffer.crypto.RandomSource;
import dev.coffer.crypto.ServerCertificates;
import dev.coffer.errors.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A real server on loopback whose sessions are {@link EchoConversation}s. */
final class EchoServer implements AutoCloseable {

    static final String PASSWORD = "right";

    private final Limits limits;
    private final KeyPair pair = KeyPairs.generate(KeyKind.EC_P256);
    private final X509Certificate certificate = ServerCertificates.selfSigned(
            pair,
            new ServerCertificates.Request(
                    List.of("localhost"),
                    List.of("127.0.0.1"),
                    Instant.now().minusSeconds(60),
                    Instant.now().plusSeconds(3600)),
            new RandomSource());
    private @Nullable TdsServer server;

    EchoServer(Limits limits) {
        this.limits = limits;
    }

    void start() throws IOException {
        server = TdsServer.start(
                new TdsServer.Settings(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "TEST", limits, identity()),
                (login, password, source) -> CompletableFuture.completedFuture(password.use(
                        SecretAccess.GRANTED,
                        raw -> new String(raw, StandardCharsets.UTF_8).equals(PASSWORD)
                                ? Optional.empty()
                                : Optional.of(Message.LOGIN_FAILED.error(login)))),
                beginning -> new EchoConversation());
    }

    private TlsIdentity identity() {
        return new TlsIdentity(pair.getPrivate(), List.of(certificate));
    }

    /** What connections would share that nobody listens for. */
    Neighbourhood neighbourhood() {
        return new Neighbourhood(
                "TEST",
                limits,
                identity().insideTds(),
                identity().strict(),
                (login, password, source) -> CompletableFuture.completedFuture(Optional.empty()),
                beginning -> new EchoConversation(),
                new MessageBudget(limits.totalRequestBytes()),
                new MessageBudget(limits.strangerBytes()),
                new Seats(limits),
                Runnable::run,
                Runnable::run);
    }

    TdsServer server() {
        return Objects.requireNonNull(server);
    }

    int port() {
        return server().address().getPort();
    }

    StrictClient client() throws Exception {
        return new StrictClient(server().address(), certificate);
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
            server = null;
        }
    }
}
