package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.session.Session;
import dev.coffer.storage.LockingDouble.Locks;
import dev.coffer.storage.azure.Azurite;
import dev.coffer.storage.azure.LockingAzure;
import dev.coffer.storage.s3.S3Access;
import dev.coffer.storage.s3.S3Mock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** RETAINDAYS on URLs, and what sp_test_backup_destination finds out. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class OffSiteRetentionTest {

    @RegisterExtension
    static final Azurite AZURITE = new Azurite();

    @RegisterExtension
    static final S3Mock S3MOCK = new S3Mock();

    @RegisterExtension
    final TestInstance instance = new TestInstance();

    private void credential(String container) {
        instance.run("CREATE CREDENTIAL [" + container
                + "] WITH IDENTITY = 'SHARED ACCESS SIGNATURE', SECRET = 'sv=1&sig=2'");
    }

    private Answers run(String batch) {
        try (Session session = instance.instance().newSession()) {
            return TestInstance.run(session, batch);
        }
    }

    @Test
    void whatIsRetainedSaysSo() throws Exception {
        instance.run("CREATE DATABASE shop");
        try (LockingAzure keeping = new LockingAzure(Locks.KEPT);
                LockingAzure careless = new LockingAzure(Locks.IGNORED)) {
            credential(keeping.url());
            credential(careless.url());
            String url = keeping.url() + "/shop.bak";
            instance.run("BACKUP DATABASE shop TO URL = '" + url + "' WITH RETAINDAYS = 3, COMPRESSION");
            assertThat(keeping.lockedUntil()).hasSize(1);
            assertThat(instance.run("RESTORE HEADERONLY FROM URL = '" + url + "'")
                            .texts())
                    .contains("The object '" + url + "' cannot be removed or replaced before");
            Answers over = run("BACKUP DATABASE shop TO URL = '" + url + "' WITH FORMAT");
            assertThat(over.errorNumbers()).containsExactly(3201, 3013);
            assertThat(over.texts()).contains("HTTP 409 BlobImmutableDueToPolicy");
            Answers refused = run("BACKUP DATABASE shop TO URL = '" + careless.url() + "/a.bak' WITH RETAINDAYS = 3");
            assertThat(refused.errorNumbers()).containsExactly(3201, 3013);
            assertThat(refused.texts()).contains("does not say that it keeps it");
            assertThat(careless.lockedUntil()).isEmpty();
        }
    }

    /** Nobody can lift such a lock, so nobody gets one without having asked for it. */
    @Test
    void aSettingForAllBackupsLocksNothing() throws Exception {
        instance.run(
                "CREATE DATABASE shop",
                "EXEC sp_configure 'show advanced options', 1; RECONFIGURE",
                "EXEC sp_configure 'media retention', 7; RECONFIGURE");
        try (LockingAzure keeping = new LockingAzure(Locks.KEPT)) {
            credential(keeping.url());
            String url = keeping.url() + "/shop.bak";
            instance.run("BACKUP DATABASE shop TO URL = '" + url + "'");
            assertThat(keeping.lockedUntil().values()).containsOnly(Instant.MIN);
            assertThat(instance.run("SELECT COUNT(*) FROM msdb.dbo.backupset WHERE expiration_date > GETDATE() + 6")
                            .rows(0))
                    .hasToString("[[1]]");
            assertThat(instance.run("RESTORE HEADERONLY FROM URL = '" + url + "'")
                            .texts())
                    .contains("its store does not say that it keeps the object until then");
        }
    }

    @Test
    void aDestinationIsTriedOutOnS3() throws Exception {
        instance.run("PRINT 'its folder is there'");
        Path trusted = Files.createDirectories(instance.dataFolder().resolve("ca-certificates"));
        Files.copy(S3MOCK.authorities().resolve("s3mock.pem"), trusted.resolve("s3mock.pem"));
        instance.run("CREATE CREDENTIAL [" + S3MOCK.url() + "] WITH IDENTITY = 'S3 Access Key', SECRET = '"
                + S3Mock.SECRET + "'");
        String folder = S3MOCK.url() + "/" + UUID.randomUUID();
        Answers tried = run("EXEC sp_test_backup_destination '" + folder + "'");
        assertThat(steps(tried)).containsExactly("write true", "read true", "list true", "lock false", "delete true");
        try (S3Access access = S3MOCK.access()) {
            assertThat(S3MOCK.client(access)
                            .listObjectsV2(request -> request.bucket("bucket")
                                    .prefix(folder.substring(S3MOCK.url().length() + 1)))
                            .contents())
                    .isEmpty();
        }
        Answers status = run("DECLARE @r int; EXEC @r = sp_test_backup_destination '" + folder + "'; SELECT @r");
        assertThat(status.rows(1)).hasToString("[[0]]");
        Answers nowhere = run("EXEC sp_test_backup_destination '" + S3MOCK.url() + "x/a'");
        assertThat(nowhere.errorNumbers()).containsExactly(3289);
    }

    @Test
    void aDestinationIsTriedOut() throws Exception {
        try (LockingAzure keeping = new LockingAzure(Locks.KEPT)) {
            credential(keeping.url());
            Answers all = instance.run("EXEC sys.sp_test_backup_destination @url = '" + keeping.url() + "'");
            assertThat(all.rows(0).toString())
                    .isEqualTo("[[write, true, OK], [read, true, OK], [list, true, OK], [lock, true, OK],"
                            + " [delete, true, OK]]");
            assertThat(keeping.lockedUntil()).isEmpty();
        }
        String name = "d" + UUID.randomUUID();
        String container = AZURITE.container(name);
        instance.run(
                "CREATE CREDENTIAL k WITH IDENTITY = '%s', SECRET = '%s'".formatted(Azurite.ACCOUNT, AZURITE.key()));
        Answers real = run("EXEC sp_test_backup_destination '" + container + "/folder/', 'k'");
        assertThat(steps(real)).containsExactly("write true", "read true", "list true", "lock false", "delete true");
        assertThat(AZURITE.client(name).listBlobs()).isEmpty();
        Answers nowhere =
                run("EXEC sp_test_backup_destination '" + AZURITE.url() + "/" + Azurite.ACCOUNT + "/nowhere', 'k'");
        assertThat(steps(nowhere)).containsExactly("write false");
        assertThat(nowhere.rows(0).toString()).contains("HTTP 404 ContainerNotFound, tried with the credential 'k'");
        assertThat(run("EXEC sp_test_backup_destination '" + container + "'").errorNumbers())
                .containsExactly(3289);
    }

    private static List<String> steps(Answers answers) {
        return answers.rows(0).stream()
                .map(row -> row.get(0) + " " + row.get(1))
                .toList();
    }
}
