package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.bytes.SecretAccess;
import dev.coffer.bytes.SecretBytes;
import dev.coffer.cli.InstanceOpener;
import dev.coffer.cli.ServerOpener;
import dev.coffer.tds.Limits;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a server starts, what it says, and why it may not. */
class ServingTest {

    private final TestFolder folder = new TestFolder();

    @AfterEach
    void delete() throws Exception {
        folder.delete();
    }

    private Path data() {
        return folder.path().resolve("data");
    }

    private Serving start(int port, ServerOpener.Tls tls, Optional<String> password) throws InstanceFailure {
        InstanceSettings settings =
                InstanceSettings.of(data(), "TEST").withSealFile(folder.path().resolve("seal/instance.key"));
        return Serving.start(
                Instance.open(settings),
                new ServerOpener.Request(
                        new InstanceOpener.Request(data(), Optional.empty(), InstanceOpener.Sessions.MANY),
                        "127.0.0.1",
                        port,
                        tls,
                        password.map(text -> SecretBytes.adopt(text.getBytes(StandardCharsets.UTF_8)))),
                Limits.standard());
    }

    private static ServerOpener.Tls own() {
        return new ServerOpener.Tls(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Test
    void theFirstStartMakesPasswordAndCertificateTheNextKeepsThem() throws Exception {
        Serving first = start(0, own(), Optional.empty());
        String password = first.generatedPassword()
                .orElseThrow()
                .use(SecretAccess.GRANTED, raw -> new String(raw, StandardCharsets.UTF_8));
        assertThat(password).matches("([A-Za-z2-9]{5}-){4}[A-Za-z2-9]{5}");
        String fingerprint = first.notices().get(first.notices().size() - 1);
        assertThat(fingerprint).contains("tls/server.pem").containsPattern("([0-9A-F]{2}:){31}[0-9A-F]{2}");
        assertThat(first.notices()).noneMatch(notice -> notice.contains(password));
        first.stop(ServerOpener.Finish.CANCEL);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data().resolve("tls/server.key"))))
                .isEqualTo("rw-------");

        Serving second = start(0, own(), Optional.of("Ignored-Pa55word"));
        assertThat(second.generatedPassword()).isEmpty();
        assertThat(second.notices()).contains(fingerprint).anyMatch(notice -> notice.contains("keeps its password"));
        try (Connection connection = DriverManager.getConnection(
                "jdbc:sqlserver://localhost:" + second.port() + ";encrypt=strict;serverCertificate="
                        + data().resolve("tls/server.pem"),
                "sa",
                password)) {
            assertThat(connection.isValid(5)).isTrue();
            assertThat(second.sessionCount()).isEqualTo(1);
        }
        second.stop(ServerOpener.Finish.CANCEL);
        assertThat(second.sessionCount()).isZero();
        assertThat(Files.readString(data().resolve("tls/server.pem"))).startsWith("-----BEGIN CERTIFICATE-----");
    }

    @Test
    void aFirstStartThatCannotListenMakesNoPasswordThatNobodyWasShown() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> start(taken.getLocalPort(), own(), Optional.empty()))
                    .isInstanceOf(InstanceFailure.class);
        }
        Serving free = start(0, own(), Optional.empty());
        assertThat(free.generatedPassword()).isPresent();
        free.stop(ServerOpener.Finish.CANCEL);
    }

    @Test
    void theOperatorsCertificate() throws Exception {
        start(0, own(), Optional.empty()).stop(ServerOpener.Finish.CANCEL);
        Path certificate =
                Files.copy(data().resolve("tls/server.pem"), folder.path().resolve("own.pem"));
        Path key = Files.copy(data().resolve("tls/server.key"), folder.path().resolve("own.key"));
        Serving serving = start(
                0,
                new ServerOpener.Tls(Optional.of(certificate), Optional.of(key), Optional.empty(), Optional.empty()),
                Optional.empty());
        assertThat(serving.notices()).anyMatch(notice -> notice.contains("own.pem"));
        serving.stop(ServerOpener.Finish.CANCEL);
    }

    @Test
    void whyItDoesNotStart() throws Exception {
        assertSentence(() -> start(0, own(), Optional.of("weak")), "Password validation failed.");
        Path readme = Files.writeString(folder.path().resolve("readme"), "no key");
        Path missing = folder.path().resolve("missing");
        assertSentence(
                () -> start(
                        0,
                        new ServerOpener.Tls(
                                Optional.of(readme), Optional.of(readme), Optional.empty(), Optional.empty()),
                        Optional.empty()),
                "The TLS certificate '" + readme + "' cannot be used");
        assertSentence(
                () -> start(
                        0,
                        new ServerOpener.Tls(
                                Optional.empty(), Optional.empty(), Optional.of(missing), Optional.empty()),
                        Optional.empty()),
                "The TLS file '" + missing + "' cannot be used: no such file.");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertSentence(
                    () -> start(taken.getLocalPort(), own(), Optional.empty()),
                    "Cannot listen on 127.0.0.1, port " + taken.getLocalPort());
        }
        Serving serving = start(0, own(), Optional.empty());
        assertThat(serving.port()).as("the instance was given back each time").isPositive();
        serving.stop(ServerOpener.Finish.CANCEL);
    }

    private static void assertSentence(ThrowingCallable start, String beginning) {
        assertThatThrownBy(start)
                .isInstanceOf(InstanceFailure.class)
                .hasMessageStartingWith(beginning)
                .hasMessageEndingWith(".");
    }
}
