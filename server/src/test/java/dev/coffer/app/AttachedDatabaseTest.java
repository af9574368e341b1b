package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.engine.postgres.wire.InstalledCluster;
import dev.coffer.result.SqlMessage;
import dev.coffer.session.Session;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server of Debian's as a database: attached, listed, and used by nobody here. */
class AttachedDatabaseTest {

    private static InstalledCluster cluster;

    @RegisterExtension
    final TestInstance test = new TestInstance();

    @BeforeAll
    static void start() throws Exception {
        cluster = InstalledCluster.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }

    static String url(InstalledCluster... hosts) {
        String places = String.join(
                ",", Arrays.stream(hosts).map(host -> host.address().toString()).toList());
        return "postgresql://" + places + "/?sslrootcert=" + hosts[0].authority();
    }

    static String credential() {
        return "CREATE CREDENTIAL c WITH IDENTITY = '" + InstalledCluster.REPLICATOR + "', SECRET = '"
                + InstalledCluster.PASSWORD + "'";
    }

    static String attach(String name, String url) {
        return "CREATE DATABASE " + name + " ON (FILENAME = '" + url + "') FOR ATTACH WITH CREDENTIAL = c";
    }

    private static String only(Answers answers) {
        assertThat(answers.errors()).hasSize(1);
        return answers.errors().get(0).text();
    }

    @Test
    void anAttachedServerIsListedAcrossRestartsAndUsedByNobody() {
        test.run(credential(), attach("prod", url(cluster)));
        test.stop();
        Session session = test.newSession();
        Answers listed = TestInstance.run(
                session,
                "SELECT d.name, d.state_desc, d.recovery_model_desc, f.physical_name, c.name FROM sys.databases d"
                        + " JOIN sys.master_files f ON f.database_id = d.database_id"
                        + " JOIN sys.credentials c ON c.credential_id = f.credential_id ORDER BY f.file_id");
        assertThat(listed.errors()).isEmpty();
        List<Object> row = List.of("prod", "ONLINE", "SIMPLE", url(cluster), "c");
        assertThat(listed.rows(0)).hasToString(List.of(row, row).toString());
        assertThat(TestInstance.run(session, "EXEC sp_helpdb 'prod'").errors()).isEmpty();
        assertThat(TestInstance.run(session, "SELECT HAS_DBACCESS('prod'), HAS_DBACCESS('master')")
                        .rows(0))
                .hasToString("[[0, 1]]");
        for (String use : List.of(
                "USE prod",
                "SELECT * FROM prod.dbo.t",
                "INSERT INTO prod.dbo.t VALUES (1)",
                "DBCC CHECKDB (prod)",
                "RESTORE DATABASE prod FROM DISK = '/nowhere.bak' WITH REPLACE")) {
            assertThat(TestInstance.run(session, use).errorNumbers()).as(use).startsWith(49921);
        }
        assertThat(TestInstance.run(session, "ALTER DATABASE prod SET READ_ONLY")
                        .errorNumbers())
                .containsExactly(49900, 5069);
        assertThat(TestInstance.run(session, "BACKUP LOG prod TO DISK = '/nowhere.bak'")
                        .errorNumbers())
                .containsExactly(4208, 3013);
        test.run("ALTER DATABASE prod MODIFY NAME = shop", "EXEC sp_detach_db 'shop'", attach("prod", url(cluster)));
        test.run("DROP DATABASE prod");
        assertThat(TestInstance.run(session, "EXEC sp_detach_db 'prod'").errorNumbers())
                .containsExactly(15010);
        assertThat(test.dataFolder().resolve("db").toFile().list()).isEmpty();
    }

    @Test
    void aServerThatCannotBeAttachedIsNamedWithTheReasonAndWithoutSecrets() throws Exception {
        test.run(
                credential(),
                "CREATE CREDENTIAL wrong WITH IDENTITY = 'replicator', SECRET = 'Sieben Schwäne im Schilf'",
                "CREATE CREDENTIAL plain WITH IDENTITY = 'replicator'");
        Session session = test.newSession();
        String address = cluster.address().toString();
        assertThat(only(TestInstance.run(session, attach("p", "postgresql://127.0.0.1:1/"))))
                .startsWith("The attached server cannot be backed up: 127.0.0.1:1: Connection refused");
        assertThat(only(TestInstance.run(session, attach("p", "postgresql://" + address + "/"))))
                .contains(address)
                .contains("unable to find valid certification path");
        String named = "postgresql://localhost:" + cluster.address().port() + "/?sslrootcert=" + cluster.authority();
        assertThat(only(TestInstance.run(session, attach("p", named)))).contains("localhost");
        Answers login =
                TestInstance.run(session, attach("p", url(cluster)).replace("CREDENTIAL = c", "CREDENTIAL = wrong"));
        assertThat(only(login))
                .contains(address)
                .contains("authentication failed")
                .doesNotContain("Schw");
        assertThat(only(TestInstance.run(
                        session, attach("p", url(cluster)).replace("CREDENTIAL = c", "CREDENTIAL = plain"))))
                .contains("has no secret");
        assertThat(TestInstance.run(session, attach("p", url(cluster)).replace("CREDENTIAL = c", "CREDENTIAL = x"))
                        .errorNumbers())
                .containsExactly(15151);
        Answers secret = TestInstance.run(session, attach("p", "postgresql://me:Geheimnis@" + address + "/"));
        assertThat(only(secret)).contains("names a user").doesNotContain("Geheimnis");
        for (String url : List.of(
                "http://" + address + "/",
                "postgresql:///",
                "postgresql://" + address + "/app",
                "postgresql://h:99999/",
                url(cluster) + "&sslmode=disable",
                url(cluster) + "&target=1",
                "postgresql://" + address + "/?sslrootcert=ca.pem")) {
            assertThat(only(TestInstance.run(session, attach("p", url))))
                    .as(url)
                    .contains("The server's URL");
        }
        assertThat(TestInstance.run(session, "SELECT name FROM sys.databases WHERE name = 'p'")
                        .rows(0))
                .isEmpty();
        assertThat(test.dataFolder().resolve("db").toFile().list()).isEmpty();
    }

    @Test
    void aStandbyIsRefusedUnlessItsPrimaryIsNamedToo() throws Exception {
        test.run(credential());
        try (InstalledCluster standby = cluster.standby()) {
            Session session = test.newSession();
            assertThat(only(TestInstance.run(session, attach("p", url(standby)))))
                    .contains(standby.address() + ": the server is a standby");
            test.run(attach("p", url(standby, cluster)));
        }
        assertThat(texts(TestInstance.run(test.newSession(), "DROP DATABASE p")))
                .isEmpty();
    }

    private static List<String> texts(Answers answers) {
        return answers.messages().stream().map(SqlMessage::text).toList();
    }
}
