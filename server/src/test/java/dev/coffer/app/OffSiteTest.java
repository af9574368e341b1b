package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.session.Session;
import dev.coffer.storage.azure.Azurite;
import dev.coffer.storage.s3.S3Mock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Backups that go to object stores and come back, on a real instance. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class OffSiteTest {

    private static final String PROTECTED =
            "COMPRESSION, ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = OffSite), STATS = 50";

    @RegisterExtension
    static final Azurite AZURITE = new Azurite();

    @RegisterExtension
    static final S3Mock S3MOCK = new S3Mock();

    @RegisterExtension
    final TestInstance instance = new TestInstance();

    private void shop() {
        instance.run(
                "CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Quiet harbour, 7 cranes'",
                "CREATE CERTIFICATE OffSite WITH SUBJECT = 'Off-site'",
                "CREATE DATABASE shop",
                "USE shop; CREATE TABLE dbo.t (a int); INSERT INTO dbo.t VALUES (1), (2), (3)");
    }

    private void restore(String from) {
        Answers rows = instance.run(
                "DROP DATABASE shop", "RESTORE DATABASE shop FROM " + from, "USE shop; SELECT sum(a) FROM dbo.t");
        assertThat(rows.rows(0).get(0).get(0)).isEqualTo(6);
    }

    private Answers failing(String batch) {
        try (Session session = instance.instance().newSession()) {
            return TestInstance.run(session, batch);
        }
    }

    @Test
    void azureByAccountKey() {
        shop();
        String url = AZURITE.container("k" + UUID.randomUUID()) + "/folder/shop.bak";
        instance.run(
                "CREATE CREDENTIAL k WITH IDENTITY = '%s', SECRET = '%s'".formatted(Azurite.ACCOUNT, AZURITE.key()));
        Answers backup =
                instance.run("BACKUP DATABASE shop TO URL = '%s' WITH CREDENTIAL = 'k', %s".formatted(url, PROTECTED));
        assertThat(backup.texts()).contains("100 percent processed", "BACKUP DATABASE successfully processed");
        String from = "URL = '" + url + "' WITH CREDENTIAL = 'k'";
        Answers header = instance.run("RESTORE HEADERONLY FROM " + from);
        int deviceType =
                header.columns(0).stream().map(column -> column.name()).toList().indexOf("DeviceType");
        assertThat(String.valueOf(header.rows(0).get(0).get(deviceType))).isEqualTo("9");
        assertThat(instance.run("RESTORE VERIFYONLY FROM " + from).texts())
                .contains("The backup set on file 1 is valid.");
        instance.run("RESTORE FILELISTONLY FROM " + from, "RESTORE LABELONLY FROM " + from);
        Answers media = instance.run("SELECT device_type, physical_device_name FROM msdb.dbo.backupmediafamily");
        assertThat(media.rows(0).toString()).isEqualTo("[[9, " + url + "]]");
        restore(from);
        Answers again = failing("BACKUP DATABASE shop TO URL = '%s' WITH CREDENTIAL = 'k'".formatted(url));
        assertThat(again.errorNumbers()).containsExactly(3296, 3013);
        instance.run("BACKUP DATABASE shop TO URL = '%s' WITH CREDENTIAL = 'k', FORMAT".formatted(url));
    }

    @Test
    void azureBySignature() throws Exception {
        shop();
        String name = "s" + UUID.randomUUID();
        String container = AZURITE.container(name);
        String token = AZURITE.signature(
                name, "rwdl", OffsetDateTime.now(java.time.ZoneOffset.UTC).plusHours(1));
        instance.run("CREATE CREDENTIAL [%s] WITH IDENTITY = 'SHARED ACCESS SIGNATURE', SECRET = '%s'"
                .formatted(container, token));
        instance.run("BACKUP DATABASE shop TO URL = '%s/shop.bak' WITH %s".formatted(container, PROTECTED));
        restore("URL = '" + container + "/shop.bak'");
        String expired = AZURITE.signature(
                name, "rwdl", OffsetDateTime.now(java.time.ZoneOffset.UTC).minusHours(1));
        instance.run("ALTER CREDENTIAL [%s] WITH IDENTITY = 'SHARED ACCESS SIGNATURE', SECRET = '%s'"
                .formatted(container, expired));
        Answers refused = failing("BACKUP DATABASE shop TO URL = '%s/two.bak'".formatted(container));
        assertThat(refused.errorNumbers()).containsExactly(3201, 3013);
        assertThat(refused.texts()).contains("HTTP 403", "tried with the credential '" + container + "'");
        assertThat(refused.texts() + log()).doesNotContain("sig=").doesNotContain(token);
        assertThat(AZURITE.client(name).listBlobs().stream().map(blob -> blob.getName()))
                .containsExactly("shop.bak");
    }

    @Test
    void s3ByItsKeyUnderAnAuthorityOfItsOwn() throws Exception {
        shop();
        Path trusted = Files.createDirectories(instance.dataFolder().resolve("ca-certificates"));
        Files.copy(S3MOCK.authorities().resolve("s3mock.pem"), trusted.resolve("s3mock.pem"));
        String url = S3MOCK.url() + "/" + UUID.randomUUID() + "/shop.bak";
        instance.run("CREATE CREDENTIAL [%s] WITH IDENTITY = 'S3 Access Key', SECRET = '%s'"
                .formatted(S3MOCK.url(), S3Mock.SECRET));
        instance.run("BACKUP DATABASE shop TO URL = '%s' WITH %s, MAXTRANSFERSIZE = 5242880, BUFFERCOUNT = 3,"
                        .formatted(url, PROTECTED)
                + " BACKUP_OPTIONS = '{\"s3\": {\"region\": \"eu-central-1\"}}'");
        restore("URL = '" + url + "' WITH RESTORE_OPTIONS = '{\"s3\": {\"region\": \"eu-central-1\"}}'");
        assertThat(failing("BACKUP DATABASE shop TO URL = '" + url + "'").errorNumbers())
                .containsExactly(3296, 3013);
        assertThat(failing("BACKUP DATABASE shop TO URL = '" + url + "' WITH INIT")
                        .errorNumbers())
                .containsExactly(3291, 3013);
        assertThat(log()).doesNotContain("secret/of+nobody");
    }

    /** What was logged so far; a log without the backups and failures of this test would prove nothing. */
    private String log() throws Exception {
        try (Stream<Path> files = Files.list(instance.dataFolder().resolve("log"))) {
            StringBuilder all = new StringBuilder();
            for (Path file : (Iterable<Path>) files::iterator) {
                all.append(Files.readString(file));
            }
            assertThat(all.toString()).contains("BACKUP DATABASE shop").contains("3041");
            return all.toString();
        }
    }

    @Test
    void aSecretOutlivesARestart() {
        shop();
        String url = AZURITE.container("r" + UUID.randomUUID()) + "/shop.bak";
        instance.run(
                "CREATE CREDENTIAL k WITH IDENTITY = '%s', SECRET = '%s'".formatted(Azurite.ACCOUNT, AZURITE.key()),
                "BACKUP DATABASE shop TO URL = '%s' WITH CREDENTIAL = 'k'".formatted(url));
        instance.stop();
        List<Integer> errors = failing("RESTORE LABELONLY FROM URL = '" + url + "' WITH CREDENTIAL = 'k'")
                .errorNumbers();
        assertThat(errors).isEmpty();
    }
}
