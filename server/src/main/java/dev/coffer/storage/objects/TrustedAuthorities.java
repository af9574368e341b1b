package dev.coffer.storage.objects;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The authorities whose certificates a service's TLS may show: the Java runtime's, and those in PEM files of a folder.
 * Immutable.
 */
public final class TrustedAuthorities {

    /** As many as SQL Server reads. */
    private static final int MAX_FILES = 50;

    private static final Logger LOG = LoggerFactory.getLogger(TrustedAuthorities.class);

    private final TrustManager[] managers;

    private TrustedAuthorities(TrustManager[] managers) {
        this.managers = managers;
    }

    /** @param folder with files *.pem, *.crt, *.cer; need not be there. One that cannot be read is told in the log */
    public static TrustedAuthorities from(Path folder) throws IOException {
        return from(Optional.of(folder));
    }

    /** @param folder as in the other one; without it the runtime's authorities are all */
    public static TrustedAuthorities from(Optional<Path> folder) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (X509Certificate certificate : runtimes()) {
                store.setCertificateEntry("runtime-" + number++, certificate);
            }
            if (folder.isPresent()) {
                for (Certificate certificate : inFolder(folder.get())) {
                    store.setCertificateEntry("own-" + number++, certificate);
                }
            }
            return new TrustedAuthorities(managers(store));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java runtime has key stores and X.509", impossible);
        }
    }

    private static List<X509Certificate> runtimes() throws GeneralSecurityException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (TrustManager manager : managers(null)) {
            if (manager instanceof X509TrustManager x509) {
                certificates.addAll(Arrays.asList(x509.getAcceptedIssuers()));
            }
        }
        return certificates;
    }

    private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static List<Certificate> inFolder(Path folder) throws IOException, GeneralSecurityException {
        List<Certificate> certificates = new ArrayList<>();
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        int read = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{pem,crt,cer}")) {
            for (Path file : files) {
                if (++read > MAX_FILES) {
                    LOG.warn("Only {} files of {} are read", MAX_FILES, folder);
                    break;
                }
                try (InputStream bytes = Files.newInputStream(file)) {
                    certificates.addAll(factory.generateCertificates(bytes));
                } catch (GeneralSecurityException | IOException unreadable) {
                    LOG.warn("{} is no certificate that can be read", file, unreadable);
                }
            }
        } catch (NoSuchFileException none) {
            return certificates;
        }
        return certificates;
    }

    public TrustManager[] managers() {
        return managers.clone();
    }

    /** For clients that take one. */
    public SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers, null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java runtime has TLS", impossible);
        }
    }
}
