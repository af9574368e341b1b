package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import dev.coffer.session.Session;
import dev.coffer.storage.azure.Azurite;
import dev.coffer.storage.s3.S3Mock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Master keys at URLs, opened by credentials of the server and of a database. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class OffSiteKeysTest {

    private static final String PASSWORD = " BY PASSWORD = 'Narrow lanes, 12 doors'";

    @RegisterExtension
    static final Azurite AZURITE = new Azurite();

    @RegisterExtension
    static final S3Mock S3MOCK = new S3Mock();

    @RegisterExtension
    final TestInstance instance = new TestInstance();

    private Answers run(String batch) {
        try (Session session = instance.instance().newSession()) {
            return TestInstance.run(session, batch);
        }
    }

    private static String backup(String url) {
        return "BACKUP MASTER KEY TO URL = '" + url + "' ENCRYPTION" + PASSWORD;
    }

    private static String restore(String url) {
        return "RESTORE MASTER KEY FROM URL = '" + url + "' DECRYPTION" + PASSWORD + " ENCRYPTION" + PASSWORD;
    }

    private void shop() {
        instance.run(
                "CREATE DATABASE shop",
                "USE shop; CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Quiet harbour, 7 cranes'");
    }

    @Test
    void aMasterKeyGoesToAzureAndComesBackAndOverwritesNothing() throws IOException {
        shop();
        String name = "k" + UUID.randomUUID();
        String container = AZURITE.container(name);
        OffsetDateTime hence = OffsetDateTime.now(ZoneOffset.UTC).plusHours(1);
        String scoped =
                "DATABASE SCOPED CREDENTIAL [" + container + "] WITH IDENTITY = 'SHARED ACCESS SIGNATURE', SECRET = '";
        instance.run("USE shop; CREATE " + scoped + AZURITE.signature(name, "rwdl", hence) + "'");
        String url = container + "/shop.key";
        Answers elsewhere = run(backup(url));
        assertThat(elsewhere.errorNumbers()).containsExactly(15581);
        instance.run("USE shop; " + backup(url));
        BlobContainerClient blobs = AZURITE.client(name);
        byte[] first = blobs.getBlobClient("shop.key").downloadContent().toBytes();
        assertThat(run("USE shop; " + backup(url)).errorNumbers()).containsExactly(15240);
        assertThat(blobs.getBlobClient("shop.key").downloadContent().toBytes()).isEqualTo(first);
        instance.run("USE shop; BACKUP DATABASE shop TO URL = '" + container + "/shop.bak'");
        assertThat(blobs.getBlobClient("shop.key.signing.cer").downloadContent().toBytes())
                .isEqualTo(Files.readAllBytes(instance.dataFolder().resolve("signing.cer")));
        assertThat(run("USE shop; " + restore(url)).texts()).contains("No data re-encryption is required");
        assertThat(run("USE shop; " + restore(url + "x")).errorNumbers()).containsExactly(15317);
        instance.run("USE shop; ALTER " + scoped + AZURITE.signature(name, "rwdl", hence.minusHours(2)) + "'");
        Answers expired = run("USE shop; " + backup(url + "2"));
        assertThat(expired.errorNumbers()).containsExactly(15240);
        assertThat(expired.texts())
                .contains("HTTP 403", "tried with the credential")
                .doesNotContain("sig=");
        assertThat(blobs.listBlobs()).hasSize(3);
    }

    @Test
    void anExportWithoutItsSigningCertificateIsTakenBack() {
        shop();
        String name = "k" + UUID.randomUUID();
        String container = AZURITE.container(name);
        instance.run("CREATE CREDENTIAL [" + container + "] WITH IDENTITY = 'SHARED ACCESS SIGNATURE', SECRET = '"
                + AZURITE.signature(
                        name, "rwdl", OffsetDateTime.now(ZoneOffset.UTC).plusHours(1)) + "'");
        BlobContainerClient blobs = AZURITE.client(name);
        blobs.getBlobClient("shop.key.signing.cer").upload(BinaryData.fromString("somebody else's"));
        Answers refused = run("USE shop; " + backup(container + "/shop.key"));
        assertThat(refused.errorNumbers()).containsExactly(15240);
        assertThat(refused.texts()).contains("exists already");
        assertThat(blobs.listBlobs()).hasSize(1);
    }

    @Test
    void aMasterKeyGoesToS3AndOpensADatabaseThatCameFromElsewhere() throws Exception {
        shop();
        Path trusted = Files.createDirectories(instance.dataFolder().resolve("ca-certificates"));
        Files.copy(S3MOCK.authorities().resolve("s3mock.pem"), trusted.resolve("s3mock.pem"));
        instance.run("CREATE CREDENTIAL [" + S3MOCK.url() + "] WITH IDENTITY = 'S3 Access Key', SECRET = '"
                + S3Mock.SECRET + "'");
        String folder = S3MOCK.url() + "/" + UUID.randomUUID();
        instance.run(
                "USE shop; CREATE CERTIFICATE below WITH SUBJECT = 'Below'; " + backup(folder + "/shop.key"),
                "BACKUP DATABASE shop TO URL = '" + folder + "/shop.bak'",
                "USE master; DROP DATABASE shop",
                "RESTORE DATABASE shop FROM URL = '" + folder + "/shop.bak'");
        String export = "USE shop; BACKUP CERTIFICATE below TO FILE = '"
                + instance.folder().resolve("below.cer")
                + "' WITH PRIVATE KEY (FILE = '" + instance.folder().resolve("below.key") + "', ENCRYPTION" + PASSWORD
                + ")";
        assertThat(run(export).errorNumbers()).containsExactly(15581);
        instance.run("USE shop; " + restore(folder + "/shop.key"), export);
    }
}
