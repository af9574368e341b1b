package dev.coffer.storage.s3;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.storage.Emulator;
import dev.coffer.storage.objects.TrustedAuthorities;
import dev.coffer.work.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.s3.S3Client;

/** S3Mock, one for all classes that a process tests, with a certificate of an authority that nobody else knows. */
public final class S3Mock implements BeforeAllCallback {

    public static final String SECRET = "AKIDEXAMPLE:secret/of+nobody";

    private static final String PASSWORD = "coffer-test";
    private static final Path PROGRAM =
            Path.of("target/s3mock/s3mock-exec.jar").toAbsolutePath().normalize();
    private static final Pattern PORTS =
            Pattern.compile("Tomcat started on ports ([0-9]+) \\(https\\), ([0-9]+) \\(http\\)");

    private Running running;

    private record Running(Emulator emulator, int port, int plainPort, Path keys, Path authorities)
            implements AutoCloseable {
        @Override
        public void close() throws IOException {
            emulator.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Needs.require(Files.isRegularFile(PROGRAM), "S3Mock is not below target; Maven copies it there.");
        // Surefire runs class by class: only the session of its launcher lasts as long as its process.
        running = context.getStore(ExtensionContext.StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(S3Mock.class, key -> start(), Running.class);
    }

    private static Running start() {
        try {
            Path folder = Files.createTempDirectory("coffer-s3mock-");
            Path store = folder.resolve("server.p12");
            run(
                    "keytool",
                    "-genkeypair",
                    "-alias",
                    "server",
                    "-keyalg",
                    "EC",
                    "-groupname",
                    "secp256r1",
                    "-dname",
                    "CN=localhost",
                    "-ext",
                    "san=dns:localhost,ip:127.0.0.1",
                    "-keystore",
                    store.toString(),
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    PASSWORD);
            Path authorities = Files.createDirectory(folder.resolve("authorities"));
            exportCertificate(store, authorities.resolve("s3mock.pem"));
            Emulator emulator = Emulator.start(command(folder, store), Map.of(), folder, "Tomcat started on ports");
            Matcher ports = PORTS.matcher(emulator.readyLine());
            if (!ports.find()) {
                throw new IllegalStateException("S3Mock tells no port: " + emulator.readyLine());
            }
            return new Running(
                    emulator, Integer.parseInt(ports.group(1)), Integer.parseInt(ports.group(2)), store, authorities);
        } catch (IOException | InterruptedException | GeneralSecurityException e) {
            throw new IllegalStateException("S3Mock does not start", e);
        }
    }

    private static List<String> command(Path folder, Path store) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xmx300m",
                "-cp",
                PROGRAM.toString(),
                "-Dloader.main=" + S3MockOnLoopback.class.getName(),
                "-Dloader.path=" + classes(),
                "org.springframework.boot.loader.launch.PropertiesLauncher",
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--http.port=0",
                "--server.ssl.key-store=" + store,
                "--server.ssl.key-store-password=" + PASSWORD,
                "--server.ssl.key-password=" + PASSWORD,
                "--server.ssl.key-alias=server",
                "--com.adobe.testing.s3mock.max-payload-size=100MB",
                "--com.adobe.testing.s3mock.store.root=" + folder.resolve("root"),
                "--com.adobe.testing.s3mock.store.initial-buckets=bucket");
    }

    /** The folder that the class which starts S3Mock was compiled into. */
    private static String classes() {
        return S3MockOnLoopback.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command[0] + " failed: " + output);
        }
    }

    private static void exportCertificate(Path store, Path target) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        String encoded = Base64.getMimeEncoder()
                .encodeToString(keys.getCertificate("server").getEncoded());
        Files.writeString(target, "-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n");
    }

    public int port() {
        return running.port();
    }

    /** Where it speaks without TLS, for what stands before it. */
    public int plainPort() {
        return running.plainPort();
    }

    /** What lets others be taken for it. */
    public SSLContext tls() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance(running.keys().toFile(), PASSWORD.toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /** Folder with the certificate of the authority. */
    public Path authorities() {
        return running.authorities();
    }

    /** Of the one bucket. */
    public String url() {
        return "s3://127.0.0.1:" + port() + "/bucket";
    }

    public S3Access access() throws IOException {
        return new S3Access(TrustedAuthorities.from(authorities()), Duration.ofSeconds(60));
    }

    public S3Client client(S3Access access) throws IOException {
        S3Address address = S3Address.of(new dev.coffer.storage.Location(url() + "/any"), Optional.empty());
        return access.client(address, S3Place.DEFAULT_REGION, AwsBasicCredentials.create("a", "b"), access.requests());
    }

    static SecretBytes secret() {
        return SecretBytes.ofUtf8(SECRET.toCharArray());
    }
}
