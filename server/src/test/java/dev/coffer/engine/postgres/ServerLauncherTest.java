package dev.coffer.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.HostedDatabase.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLauncherTest {

    @TempDir
    private Path folder;

    private PostgresSettings settings;
    private ServerAccount account;
    private ServerLauncher launcher;

    @BeforeEach
    void begin() throws Exception {
        settings = PostgresSettings.defaults(System.getenv());
        account = ServerAccount.of(settings);
        launcher = new ServerLauncher(settings, PostgresBinaries.locate(settings), account);
    }

    @AfterEach
    void end() {
        launcher.close();
    }

    private ClusterFolder newCluster() throws Exception {
        try (PostgresEngine engine = new PostgresEngine(settings, new SecureRandom())) {
            DatabaseHome home = engine.homeIn(UUID.randomUUID(), Files.createDirectory(folder.resolve("db")));
            engine.create(home);
            return new ClusterFolder(home);
        }
    }

    private Postmaster started(ClusterFolder cluster) throws Exception {
        Postmaster server = launcher.start(cluster, Map.of());
        server.awaitReady(Duration.ofMinutes(1), () -> {});
        return server;
    }

    /** A restore's server belongs to no open database; a program that ends in the middle must not leave it behind. */
    @Test
    void closingEndsEveryServerAndWaitsForIt() throws Exception {
        ClusterFolder cluster = newCluster();
        Postmaster server = started(cluster);
        assertThat(LiveCluster.processes(folder)).contains(server.pid());
        launcher.close();
        assertThat(LiveCluster.processes(folder)).isEmpty();
        assertThatThrownBy(() -> launcher.start(cluster, Map.of()))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("closed");
    }

    /** Whoever breaks out of the server would otherwise let anybody in, or have the next start run a command. */
    @Test
    void theServersAccountReadsItsConfigurationAndCannotChangeIt() throws Exception {
        ClusterFolder cluster = newCluster();
        Path run = cluster.runFolder(settings);
        Postmaster server = started(cluster);
        List<Path> configuration =
                List.of(run.resolve("postgresql.conf"), run.resolve("pg_hba.conf"), run.resolve("pg_ident.conf"), run);
        for (Path each : configuration) {
            assertThat(Files.getAttribute(each, "unix:uid"))
                    .as("owner of %s", each)
                    .isEqualTo(PostgresSettings.currentUid());
            assertThat((Integer) Files.getAttribute(each, "unix:mode") & 0027)
                    .as("who else may read or write %s", each)
                    .isZero();
        }
        Path sockets = PostgresBinaries.parentOf(server.socket());
        assertThat(sockets).hasParent(run);
        assertThat(Files.getAttribute(sockets, "unix:uid")).isEqualTo(account.uid());
        assertThat((Integer) Files.getAttribute(sockets, "unix:mode") & 0777).isEqualTo(0700);
        try (Connection connection = ServerConnections.open(server.socket(), Role.OWNER);
                Statement statement = connection.createStatement();
                ResultSet rules = statement.executeQuery(
                        "SELECT count(*), count(error), pg_reload_conf() FROM pg_hba_file_rules")) {
            assertThat(rules.next()).isTrue();
            assertThat(rules.getInt(1)).as("rules that the server reads").isEqualTo(3);
            assertThat(rules.getInt(2)).isZero();
        }
        if (account.isOther()) {
            requireClosedToTheServer(run);
        }
        server.stop();
        assertThat(run).doesNotExist();
    }

    private void requireClosedToTheServer(Path run) throws IOException {
        assertThat(asServer("cat '" + run.resolve("pg_hba.conf") + "'")).contains("local replication");
        assertThat(asServer("touch '" + run.resolve("socket/own") + "'")).isEmpty();
        for (String attack : new String[] {
            "echo 'local all all trust' >> '" + run.resolve("pg_hba.conf") + "'",
            "echo x > '" + run.resolve("postgresql.conf") + "'",
            "chmod u+w '" + run.resolve("pg_ident.conf") + "'",
            "rm -f '" + run.resolve("pg_hba.conf") + "'",
            "mv '" + run.resolve("socket") + "' '" + run.resolve("moved") + "'",
            "touch '" + run.resolve("new") + "'",
            "mv '" + run + "' '" + run + ".moved'"
        }) {
            assertThatThrownBy(() -> asServer(attack)).as(attack).isInstanceOf(IOException.class);
        }
    }

    private String asServer(String command) throws IOException {
        List<String> words = new ArrayList<>(account.serverPrefix());
        words.addAll(List.of("sh", "-c", command));
        return Programs.run(words, Path.of("/"), "");
    }
}
