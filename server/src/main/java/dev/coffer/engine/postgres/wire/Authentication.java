package dev.coffer.engine.postgres.wire;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.exception.ScramException;
import com.ongres.scram.common.util.TlsServerEndpoint;
import dev.coffer.bytes.SecretAccess;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Answers what the server asks at login: SCRAM-SHA-256 (RFC 7677), bound to the TLS channel where there is one
 * (tls-server-end-point). A server that wants the password itself, or an MD5 of it, does not get it. Confined to one
 * thread.
 */
final class Authentication {

    private static final int OK = 0;
    private static final int CLEARTEXT = 3;
    private static final int MD5 = 5;
    private static final int SASL = 10;
    private static final int SASL_CONTINUE = 11;
    private static final int SASL_FINAL = 12;

    private final WireChannel channel;
    private final ServerLogin login;
    private final @Nullable SSLSocket encrypted;

    /** @param encrypted the connection's TLS, or null where it has none */
    Authentication(WireChannel channel, ServerLogin login, @Nullable SSLSocket encrypted) {
        this.channel = channel;
        this.login = login;
        this.encrypted = encrypted;
    }

    /** Runs until the server is content. */
    void run() throws IOException {
        Message request = channel.expect('R');
        int kind = request.int32();
        switch (kind) {
            case OK -> {
                // The server trusts the connection; whether the connection is the server's, TLS has shown.
            }
            case SASL -> scram(mechanisms(request));
            case CLEARTEXT, MD5 ->
                throw new ProtocolViolation("The server asks for the password "
                        + (kind == MD5 ? "as MD5" : "itself")
                        + ", which Coffer does not give away: use scram-sha-256 in pg_hba.conf");
            default ->
                throw new ProtocolViolation(
                        "The server asks for authentication of kind " + kind + ": use scram-sha-256 in pg_hba.conf");
        }
    }

    private static List<String> mechanisms(Message request) throws ProtocolViolation {
        List<String> mechanisms = new ArrayList<>();
        for (String name = request.text(); !name.isEmpty(); name = request.text()) {
            mechanisms.add(name);
        }
        return mechanisms;
    }

    private void scram(List<String> mechanisms) throws IOException {
        try {
            ScramClient client = client(mechanisms);
            ByteArrayOutputStream first = new ByteArrayOutputStream();
            DataOutputStream fields = new DataOutputStream(first);
            byte[] text = client.clientFirstMessage().toString().getBytes(StandardCharsets.UTF_8);
            fields.write(client.getScramMechanism().getName().getBytes(StandardCharsets.US_ASCII));
            fields.write(0);
            fields.writeInt(text.length);
            fields.write(text);
            channel.send('p', first.toByteArray());
            client.serverFirstMessage(answer(SASL_CONTINUE));
            channel.send('p', client.clientFinalMessage().toString().getBytes(StandardCharsets.UTF_8));
            client.serverFinalMessage(answer(SASL_FINAL));
        } catch (ScramException | IllegalArgumentException e) {
            throw new ProtocolViolation("The login failed: " + e.getMessage());
        }
        int end = channel.expect('R').int32();
        if (end != OK) {
            throw new ProtocolViolation("The server goes on after the login with authentication of kind " + end);
        }
    }

    private ScramClient client(List<String> mechanisms) throws IOException {
        char[] password = login.password().use(SecretAccess.GRANTED, Authentication::characters);
        try {
            ScramClient.FinalBuildStage builder = ScramClient.builder()
                    .advertisedMechanisms(mechanisms)
                    .username(login.user())
                    .password(password);
            byte[] binding = binding();
            return (binding.length == 0
                            ? builder
                            : builder.channelBinding(TlsServerEndpoint.TLS_SERVER_END_POINT, binding))
                    .build();
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private static char[] characters(byte[] utf8) {
        CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(utf8));
        char[] exact = new char[decoded.remaining()];
        decoded.get(exact);
        Arrays.fill(decoded.array(), '\0');
        return exact;
    }

    /** The hash of the server's certificate, RFC 5929; empty without TLS. */
    private byte[] binding() throws IOException {
        if (encrypted == null) {
            return new byte[0];
        }
        try {
            return TlsServerEndpoint.getChannelBindingData(
                    (X509Certificate) encrypted.getSession().getPeerCertificates()[0]);
        } catch (CertificateEncodingException | SSLPeerUnverifiedException e) {
            throw new IOException("The server's certificate cannot be bound to the login", e);
        }
    }

    private String answer(int kind) throws IOException {
        Message message = channel.expect('R');
        int found = message.int32();
        if (found != kind) {
            throw new ProtocolViolation("Authentication of kind " + found + " instead of " + kind);
        }
        return new String(message.bytes(message.remaining()), StandardCharsets.UTF_8);
    }
}
