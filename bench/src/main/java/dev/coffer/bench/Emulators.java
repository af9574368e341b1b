package dev.coffer.bench;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.BlobServiceVersion;
import com.azure.storage.common.StorageSharedKeyCredential;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Azurite and S3Mock as processes on loopback, with keys and folders of their own. Confined to one thread. */
final class Emulators implements AutoCloseable {

    static final String ACCOUNT = "bench";

    private static final String PASSWORD = "coffer-bench";
    private static final Pattern PORT = Pattern.compile("http://127\\.0\\.0\\.1:([0-9]+)|ports ([0-9]+) \\(https\\)");
    private static final int KEY_BYTES = 64;

    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    private final String azureKey = newKey();

    Emulators(Path folder) {
        this.folder = folder;
    }

    private static String newKey() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    /** In base 64. */
    String azureKey() {
        return azureKey;
    }

    /** Starts Azurite, makes a container and returns its URL. */
    String azurite() throws IOException {
        int port = start(
                List.of(
                        "node",
                        "build/azurite/node_modules/azurite/dist/src/blob/main.js",
                        "--disableTelemetry",
                        "--blobHost",
                        "127.0.0.1",
                        "--blobPort",
                        "0",
                        "--silent",
                        "--location",
                        folder.resolve("azurite").toString()),
                Map.of("AZURITE_ACCOUNTS", ACCOUNT + ":" + azureKey),
                "successfully listens on");
        String container = "bench";
        String account = "http://127.0.0.1:" + port + "/" + ACCOUNT;
        new BlobServiceClientBuilder()
                .httpClient(new JdkHttpClientBuilder().build())
                .serviceVersion(BlobServiceVersion.V2021_12_02)
                .endpoint(account)
                .credential(new StorageSharedKeyCredential(ACCOUNT, azureKey))
                .buildClient()
                .createBlobContainer(container);
        return account + "/" + container;
    }

    /**
     * Starts S3Mock with one bucket, called bucket, and returns its port.
     *
     * @param authorities gets its certificate
     */
    int s3Mock(Path authorities) throws IOException, InterruptedException, GeneralSecurityException {
        Path keys = folder.resolve("s3mock.p12");
        Process keytool = new ProcessBuilder(
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
                        keys.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool makes no certificate");
        }
        KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
        String encoded = Base64.getMimeEncoder()
                .encodeToString(store.getCertificate("server").getEncoded());
        Files.writeString(
                Files.createDirectories(authorities).resolve("s3mock.pem"),
                "-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n");
        return start(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx512m",
                        "-cp",
                        "server/target/s3mock/s3mock-exec.jar",
                        "-Dloader.main=dev.coffer.storage.s3.S3MockOnLoopback",
                        "-Dloader.path=server/target/test-classes",
                        "org.springframework.boot.loader.launch.PropertiesLauncher",
                        "--server.address=127.0.0.1",
                        "--server.port=0",
                        "--http.port=0",
                        "--server.ssl.key-store=" + keys,
                        "--server.ssl.key-store-password=" + PASSWORD,
                        "--server.ssl.key-password=" + PASSWORD,
                        "--server.ssl.key-alias=server",
                        "--com.adobe.testing.s3mock.max-payload-size=100MB",
                        "--com.adobe.testing.s3mock.store.root=" + folder.resolve("s3mock"),
                        "--com.adobe.testing.s3mock.store.initial-buckets=bucket"),
                Map.of(),
                "Tomcat started on ports");
    }

    private int start(List<String> command, Map<String, String> environment, String ready) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        processes.add(process);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher port = PORT.matcher(line);
            if (line.contains(ready) && port.find()) {
                Thread drain = new Thread(() -> output.lines().forEach(ignored -> {}), "emulator-output");
                drain.setDaemon(true);
                drain.start();
                return Integer.parseInt(port.group(1) == null ? port.group(2) : port.group(1));
            }
        }
        throw new IOException(command.get(0) + " did not start");
    }

    @Override
    public void close() {
        processes.forEach(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
    }
}
