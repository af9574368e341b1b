package dev.coffer.cli.remote;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Believes a server whose certificate stands in a file, whatever name it was reached by, and one that an authority in
 * that file vouches for under the name it was reached by. The driver makes it by its class's name. Thread-safe.
 */
public final class CertificateFileTrust extends X509ExtendedTrustManager {

    private static final int MAX_FILE_BYTES = 1 << 20;

    private final List<X509Certificate> certificates;
    private final X509ExtendedTrustManager authorities;

    /** @param file PEM or DER, one certificate or several */
    public CertificateFileTrust(String file) throws IOException, GeneralSecurityException {
        this.certificates = read(Path.of(file));
        this.authorities = trusting(certificates);
    }

    /** @throws CertificateException when there is no certificate in it */
    static List<X509Certificate> read(Path file) throws IOException, CertificateException {
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw new CertificateException("It is larger than " + MAX_FILE_BYTES + " bytes.");
        }
        try (InputStream content = Files.newInputStream(file)) {
            List<X509Certificate> found = CertificateFactory.getInstance("X.509").generateCertificates(content).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (found.isEmpty()) {
                throw new CertificateException("There is no certificate in it.");
            }
            return found;
        }
    }

    private static X509ExtendedTrustManager trusting(List<X509Certificate> certificates)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry(Integer.toString(i), certificates.get(i));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        for (TrustManager made : factory.getTrustManagers()) {
            if (made instanceof X509ExtendedTrustManager extended) {
                return extended;
            }
        }
        throw new IllegalStateException("PKIX gives no trust manager for X.509");
    }

    /** Whether it is the very certificate, and in its time. */
    private boolean isKnown(X509Certificate[] chain) throws CertificateException {
        if (chain.length == 0 || !certificates.contains(chain[0])) {
            return false;
        }
        chain[0].checkValidity();
        return true;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        if (isKnown(chain)) {
            return;
        }
        if (!(socket instanceof SSLSocket encrypted)) {
            throw new CertificateException("No name to compare the certificate with.");
        }
        // The driver leaves the name to its trust manager; with this it is compared as in a browser.
        SSLParameters parameters = encrypted.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        encrypted.setSSLParameters(parameters);
        authorities.checkServerTrusted(chain, authType, encrypted);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        if (!isKnown(chain)) {
            throw new CertificateException("No name to compare the certificate with.");
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("No client is believed.");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("No client is believed.");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("No client is believed.");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
