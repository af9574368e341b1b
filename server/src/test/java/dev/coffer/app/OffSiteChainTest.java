package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.engine.postgres.EmbeddedServer;
import dev.coffer.engine.postgres.wire.InstalledCluster;
import dev.coffer.session.Session;
import dev.coffer.storage.azure.Azurite;
import dev.coffer.storage.s3.S3Mock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Chains of backups, stripes and mirrors in object stores, and beside files on disk. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class OffSiteChainTest {

    @RegisterExtension
    static final Azurite AZURITE = new Azurite();

    @RegisterExtension
    static final S3Mock S3MOCK = new S3Mock();

    @RegisterExtension
    final TestInstance instance = new TestInstance();

    private String azure = "";
    private String s3 = "";

    private void shop() throws Exception {
        instance.run("CREATE DATABASE shop", "USE shop; CREATE TABLE dbo.t (a int); INSERT INTO dbo.t VALUES (1)");
        Path trusted = Files.createDirectories(instance.dataFolder().resolve("ca-certificates"));
        Files.copy(S3MOCK.authorities().resolve("s3mock.pem"), trusted.resolve("s3mock.pem"));
        String container = "c" + UUID.randomUUID();
        azure = AZURITE.container(container);
        s3 = S3MOCK.url() + "/" + container;
        instance.run(
                "CREATE CREDENTIAL [%s] WITH IDENTITY = 'SHARED ACCESS SIGNATURE', SECRET = '%s'"
                        .formatted(azure, AZURITE.signature(container, "rwdl", hence())),
                "CREATE CREDENTIAL [%s] WITH IDENTITY = 'S3 Access Key', SECRET = '%s'"
                        .formatted(S3MOCK.url(), S3Mock.SECRET));
    }

    private static java.time.OffsetDateTime hence() {
        return java.time.OffsetDateTime.now(java.time.ZoneOffset.UTC).plusHours(1);
    }

    private void add(int number) {
        instance.run("USE shop; INSERT INTO dbo.t VALUES (" + number + ")");
    }

    private Object sum() {
        return instance.run("USE shop; SELECT sum(a) FROM dbo.t").rows(0).get(0).get(0);
    }

    private Answers failing(String batch) {
        try (Session session = instance.instance().newSession()) {
            return TestInstance.run(session, batch);
        }
    }

    @Test
    void aChainOfFullDifferentialAndLog() throws Exception {
        shop();
        instance.run("BACKUP DATABASE shop TO URL = '" + azure + "/full.bak', URL = '" + azure + "/full-2.bak'"
                + " WITH COMPRESSION");
        add(10);
        instance.run("BACKUP DATABASE shop TO URL = '" + s3 + "/diff.bak' WITH DIFFERENTIAL, COMPRESSION");
        add(100);
        instance.run("BACKUP LOG shop TO URL = '" + azure + "/log.trn' WITH COMPRESSION");
        assertThat(failing("BACKUP LOG shop TO URL = '" + azure + "/log.trn'").errorNumbers())
                .containsExactly(3296, 3013);
        assertThat(failing("RESTORE DATABASE copy FROM URL = '" + azure + "/full.bak'")
                        .errorNumbers())
                .containsExactly(3132, 3013);
        instance.run(
                "DROP DATABASE shop",
                "RESTORE DATABASE shop FROM URL = '" + azure + "/full-2.bak', URL = '" + azure
                        + "/full.bak' WITH NORECOVERY",
                "RESTORE DATABASE shop FROM URL = '" + s3 + "/diff.bak' WITH NORECOVERY",
                "RESTORE LOG shop FROM URL = '" + azure + "/log.trn'");
        assertThat(sum()).isEqualTo(111);
    }

    @Test
    void theChainOfAnAttachedServer() throws Exception {
        shop();
        try (InstalledCluster server = EmbeddedServer.start()) {
            server.sql("ALTER SYSTEM SET max_slot_wal_keep_size = '1GB'");
            server.sql("SELECT pg_reload_conf()");
            server.sql("SET ROLE coffer_app; CREATE TABLE dbo.article (id integer PRIMARY KEY)");
            instance.run(
                    AttachedDatabaseTest.credential(),
                    AttachedDatabaseTest.attach("prod", AttachedDatabaseTest.url(server)),
                    "ALTER DATABASE prod SET RECOVERY FULL",
                    "BACKUP DATABASE prod TO URL = '" + azure + "/prod.bak' WITH COMPRESSION");
            server.sql("INSERT INTO dbo.article SELECT g FROM generate_series(1, 500) g");
            instance.run("BACKUP LOG prod TO URL = '" + s3 + "/prod.trn' WITH COMPRESSION");
        }
        instance.run(
                "RESTORE DATABASE copy FROM URL = '" + azure + "/prod.bak' WITH NORECOVERY",
                "RESTORE LOG copy FROM URL = '" + s3 + "/prod.trn'");
        assertThat(instance.run("USE copy; SELECT COUNT(*) FROM article").rows(0))
                .hasToString("[[500]]");
    }

    @Test
    void mirrorsAndStripesOnDiskAndOutside() throws Exception {
        shop();
        Path disk = instance.folder().resolve("local.bak");
        String both = "DISK = '" + disk + "' MIRROR TO URL = '" + s3 + "/mirror.bak'";
        instance.run("BACKUP DATABASE shop TO " + both + " WITH FORMAT, COMPRESSION");
        assertThat(instance.run("SELECT device_type FROM msdb.dbo.backupmediafamily ORDER BY mirror")
                        .rows(0)
                        .toString())
                .isEqualTo("[[2], [9]]");
        assertThat(failing("BACKUP DATABASE shop TO " + both).errorNumbers()).containsExactly(3296, 3013);
        Files.delete(disk);
        Answers mirrored = instance.run(
                "DROP DATABASE shop",
                "RESTORE DATABASE shop FROM DISK = '" + disk + "', URL = '" + s3 + "/mirror.bak'");
        assertThat(mirrored.texts()).contains(disk.toString());
        assertThat(sum()).isEqualTo(1);
        Path stripe = instance.folder().resolve("stripe.bak");
        String striped = "DISK = '" + stripe + "', URL = '" + azure + "/stripe.bak'";
        instance.run(
                "BACKUP DATABASE shop TO " + striped + " WITH COMPRESSION",
                "RESTORE VERIFYONLY FROM " + striped,
                "DROP DATABASE shop",
                "RESTORE DATABASE shop FROM " + striped);
        assertThat(sum()).isEqualTo(1);
        assertThat(Files.size(stripe)).isGreaterThan(1 << 19);
    }
}
