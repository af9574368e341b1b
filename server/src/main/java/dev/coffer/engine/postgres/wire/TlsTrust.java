package dev.coffer.engine.postgres.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * Which servers are believed: those whose certificate an authority vouches for under the very name they were reached by
 * (libpq's verify-full). Thread-safe.
 */
public final class TlsTrust {

    private static final int MAX_FILE_BYTES = 1 << 20;

    private final SSLContext context;

    private TlsTrust(SSLContext context) {
        this.context = context;
    }

    /** The authorities that Java trusts. */
    public static TlsTrust ofSystem() throws IOException {
        try {
            return new TlsTrust(SSLContext.getDefault());
        } catch (GeneralSecurityException e) {
            throw new IOException("Java's own authorities cannot be read", e);
        }
    }

    /** The authorities in that file alone: PEM or DER, one certificate or several. */
    public static TlsTrust of(Path authorities) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int count = 0;
            for (Certificate authority : read(authorities)) {
                store.setCertificateEntry(Integer.toString(count++), authority);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return new TlsTrust(context);
        } catch (GeneralSecurityException e) {
            throw new IOException("'" + authorities + "' holds no authority: " + e.getMessage(), e);
        }
    }

    private static Collection<? extends Certificate> read(Path file) throws IOException, CertificateException {
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw new CertificateException("it is larger than " + MAX_FILE_BYTES + " bytes");
        }
        try (InputStream content = Files.newInputStream(file)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(content);
            if (found.isEmpty()) {
                throw new CertificateException("there is no certificate in it");
            }
            return found;
        }
    }

    /** Encrypts a connection whose server has agreed to it; the encrypted one closes the plain one. */
    SSLSocket encrypt(Socket plain, ServerAddress address) throws IOException {
        SSLSocket encrypted =
                (SSLSocket) context.getSocketFactory().createSocket(plain, address.host(), address.port(), true);
        SSLParameters parameters = encrypted.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        encrypted.setSSLParameters(parameters);
        encrypted.startHandshake();
        return encrypted;
    }
}
