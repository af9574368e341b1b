package dev.coffer.storage.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.BlobServiceVersion;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.common.sas.SasProtocol;
import dev.coffer.storage.Emulator;
import dev.coffer.work.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Azurite's blob service, one for all classes that a process tests, with an account and a key of its own. */
public final class Azurite implements BeforeAllCallback {

    public static final String ACCOUNT = "coffer";

    private static final Path PROGRAM = Path.of("../build/azurite/node_modules/azurite/dist/src/blob/main.js")
            .toAbsolutePath()
            .normalize();

    private Running running;

    /** @param key in base 64 */
    private record Running(Emulator emulator, String url, String key) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            emulator.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Needs.require(Files.isRegularFile(PROGRAM), "Azurite is not below build/azurite; ./check installs it.");
        // Surefire runs class by class: only the session of its launcher lasts as long as its process.
        running = context.getStore(ExtensionContext.StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(Azurite.class, key -> start(), Running.class);
    }

    private static Running start() {
        byte[] key = new byte[64];
        new SecureRandom().nextBytes(key);
        String text = Base64.getEncoder().encodeToString(key);
        try {
            Path folder = Files.createTempDirectory("coffer-azurite-");
            List<String> command = List.of(
                    "node",
                    PROGRAM.toString(),
                    "--disableTelemetry",
                    "--blobHost",
                    "127.0.0.1",
                    "--blobPort",
                    "0",
                    "--silent",
                    "--location",
                    folder.toString());
            Emulator emulator = Emulator.start(
                    command, Map.of("AZURITE_ACCOUNTS", ACCOUNT + ":" + text), folder, "successfully listens on");
            String line = emulator.readyLine();
            return new Running(emulator, line.substring(line.indexOf("http://")).strip(), text);
        } catch (IOException e) {
            throw new IllegalStateException("Azurite does not start", e);
        }
    }

    /** In base 64. */
    public String key() {
        return running.key();
    }

    /** Without a slash at the end. */
    public String url() {
        return running.url();
    }

    public int port() {
        return Integer.parseInt(url().substring(url().lastIndexOf(':') + 1));
    }

    /** Makes a container and returns its URL. */
    public String container(String name) {
        client(name).createIfNotExists();
        return url() + "/" + ACCOUNT + "/" + name;
    }

    /** A shared access signature for a container, without a question mark. */
    public String signature(String container, String permissions, OffsetDateTime expiry) {
        return client(container)
                .generateSas(new BlobServiceSasSignatureValues(expiry, BlobContainerSasPermission.parse(permissions))
                        .setProtocol(SasProtocol.HTTPS_HTTP));
    }

    public BlobContainerClient client(String container) {
        HttpClient client = new JdkHttpClientBuilder().build();
        BlobServiceClient service = new BlobServiceClientBuilder()
                .httpClient(client)
                .serviceVersion(BlobServiceVersion.V2021_12_02)
                .endpoint(url() + "/" + ACCOUNT)
                .credential(new StorageSharedKeyCredential(ACCOUNT, key()))
                .buildClient();
        return service.getBlobContainerClient(container);
    }
}
