package dev.coffer.app;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.cli.ServerOpener;
import dev.coffer.crypto.RandomSource;
import dev.coffer.errors.SqlError;
import dev.coffer.result.Client;
import dev.coffer.security.LoginDesk;
import dev.coffer.security.Logins;
import dev.coffer.session.Session;
import dev.coffer.tds.Conversation;
import dev.coffer.tds.Limits;
import dev.coffer.tds.TdsServer;
import dev.coffer.tds.TlsIdentity;
import dev.coffer.tsql.Shutdown.Patience;
import dev.coffer.web.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** An instance that listens for clients. Thread-safe; stopping it twice is harmless. */
public final class Serving implements ServerOpener.OpenServer {

    static final String ADMINISTRATOR = "sa";

    /** Running statements are waited for that long before they are cancelled. */
    private static final Duration LONGEST_FINISH = Duration.ofHours(1);

    private static final Duration CANCELLED_WITHIN = Duration.ofSeconds(30);

    /** Without characters that look like others. */
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

    private static final int GROUPS = 5;
    private static final int GROUP_CHARACTERS = 5;

    private final Instance instance;
    private final LoginDesk desk;
    private final TdsServer server;
    private final Optional<WebServer> web;
    private final List<String> notices;
    private final Optional<SecretBytes> generated;
    private boolean stopped;

    private Serving(
            Instance instance,
            LoginDesk desk,
            TdsServer server,
            Optional<WebServer> web,
            List<String> notices,
            Optional<SecretBytes> generated) {
        this.instance = instance;
        this.desk = desk;
        this.server = server;
        this.web = web;
        this.notices = List.copyOf(notices);
        this.generated = generated;
    }

    /**
     * Makes the login sa where there is none, and listens. The instance is closed with the server, also when it cannot
     * be started.
     */
    public static Serving start(Instance instance, ServerOpener.Request request, Limits limits) throws InstanceFailure {
        CloseStack parts = new CloseStack();
        parts.add(instance);
        boolean serving = false;
        try {
            ServerCertificate certificate = certificate(instance, request.tls());
            Logins logins = new Logins(instance.logins(), new RandomSource(), Clock.systemUTC());
            LoginDesk desk = parts.add(new LoginDesk(logins));
            TdsServer server = parts.add(TdsServer.start(
                    new TdsServer.Settings(
                            address(request.listen(), request.port()),
                            instance.settings().serverName(),
                            limits,
                            new TlsIdentity(certificate.key(), certificate.chain())),
                    new DeskDoorkeeper(desk),
                    beginning -> open(instance, beginning)));
            Optional<WebServer> web = web(instance, desk, server, request);
            List<String> notices = new ArrayList<>(instance.notices());
            // Last of all: a password that was made up and not shown would lock everybody out for good.
            boolean known = logins.exists(ADMINISTRATOR);
            if (known && request.saPassword().isPresent()) {
                notices.add("The login " + ADMINISTRATOR + " is there already and keeps its password; the one that was"
                        + " given for the first start is not looked at.");
            }
            Optional<SecretBytes> generated =
                    known ? Optional.empty() : makeAdministrator(logins, request.saPassword());
            notices.add("Clients see the certificate " + certificate.file() + ", SHA-256 fingerprint "
                    + certificate.fingerprint() + ".");
            serving = true;
            return new Serving(instance, desk, server, web, notices, generated);
        } catch (SqlError refused) {
            throw new InstanceFailure(refused.clientText(), refused);
        } catch (IOException taken) {
            throw new InstanceFailure(taken.getMessage() + ".", taken);
        } finally {
            if (!serving) {
                parts.close();
            }
        }
    }

    private static Conversation open(Instance instance, Conversation.Beginning beginning) {
        Session session = instance.newSession(
                beginning.login(),
                beginning.quotedIdentifiers() ? Session.DoubleQuotes.NAMES : Session.DoubleQuotes.STRINGS,
                sessionId -> new Client(
                        sessionId,
                        beginning.host(),
                        beginning.application(),
                        beginning.processId(),
                        "TCP",
                        beginning.source()));
        session.whenKilled(beginning.end());
        return new WireSession(session);
    }

    private static ServerCertificate certificate(Instance instance, ServerOpener.Tls tls) throws InstanceFailure {
        if (tls.pfx().isPresent()) {
            return ServerCertificate.ofPfx(tls.pfx().get(), tls.password());
        }
        if (tls.certificate().isPresent() && tls.key().isPresent()) {
            return ServerCertificate.ofPem(tls.certificate().get(), tls.key().get(), tls.password());
        }
        return ServerCertificate.own(instance.settings().dataFolder(), ServerName.ofThisHost(), Clock.systemUTC());
    }

    private static Optional<WebServer> web(
            Instance instance, LoginDesk desk, TdsServer server, ServerOpener.Request request)
            throws InstanceFailure, IOException {
        if (request.web().isEmpty()) {
            return Optional.empty();
        }
        ServerOpener.Web asked = request.web().get();
        ServerVitals.Sources sources = new ServerVitals.Sources(
                instance.outlook(),
                instance.logStreams(),
                instance.work(),
                server::sessionCount,
                desk::failureCount,
                instance::isLocked);
        return Optional.of(
                WebServer.start(address(asked.listen(), asked.port()), new ServerVitals(sources, Clock.systemUTC())));
    }

    private static InetSocketAddress address(String listen, int port) throws InstanceFailure {
        try {
            return new InetSocketAddress(InetAddress.getByName(listen), port);
        } catch (UnknownHostException unknown) {
            throw new InstanceFailure("'" + listen + "' is not an address to listen on.", unknown);
        }
    }

    /** Returns the password that was made up. */
    private static Optional<SecretBytes> makeAdministrator(Logins logins, Optional<SecretBytes> given) throws SqlError {
        if (given.isPresent()) {
            logins.setPassword(ADMINISTRATOR, given.get());
            return Optional.empty();
        }
        SecretBytes made = madeUp(new RandomSource());
        boolean stored = false;
        try {
            logins.setPassword(ADMINISTRATOR, made);
            stored = true;
            return Optional.of(made);
        } finally {
            if (!stored) {
                made.close();
            }
        }
    }

    /** 25 of 57 characters in groups: about 145 bits, and always three classes of characters. */
    private static SecretBytes madeUp(RandomSource random) {
        while (true) {
            StringBuilder text = new StringBuilder();
            for (int group = 0; group < GROUPS; group++) {
                text.append(group == 0 ? "" : "-");
                for (int place = 0; place < GROUP_CHARACTERS; place++) {
                    text.append(drawn(random));
                }
            }
            String password = text.toString();
            if (password.matches(".*[A-Z].*") && password.matches(".*[a-z].*")) {
                return SecretBytes.adopt(password.getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    /** Every character is as likely: draws above the last whole multiple are thrown away. */
    private static char drawn(RandomSource random) {
        int whole = 256 - 256 % ALPHABET.length();
        while (true) {
            int draw = random.bytes(1)[0] & 0xFF;
            if (draw < whole) {
                return ALPHABET.charAt(draw % ALPHABET.length());
            }
        }
    }

    @Override
    public String address() {
        return written(server.address());
    }

    @Override
    public Optional<String> webAddress() {
        return web.map(WebServer::address).map(Serving::written);
    }

    private static String written(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    public int port() {
        return server.address().getPort();
    }

    public int sessionCount() {
        return server.sessionCount();
    }

    @Override
    public List<String> notices() {
        return notices;
    }

    @Override
    public Optional<SecretBytes> generatedPassword() {
        return generated;
    }

    @Override
    public void onShutdown(Consumer<ServerOpener.Finish> told) {
        instance.onShutdown(patience ->
                told.accept(patience == Patience.NONE ? ServerOpener.Finish.CANCEL : ServerOpener.Finish.WAIT));
    }

    @Override
    public void hurry() {
        server.hurry();
    }

    @Override
    public synchronized void stop(ServerOpener.Finish finishes) {
        if (stopped) {
            return;
        }
        stopped = true;
        web.ifPresent(WebServer::close);
        boolean waits = finishes == ServerOpener.Finish.WAIT;
        server.stop(
                waits ? TdsServer.Running.WAITED_FOR : TdsServer.Running.CANCELLED,
                waits ? LONGEST_FINISH : CANCELLED_WITHIN);
        desk.close();
        instance.close();
    }
}
