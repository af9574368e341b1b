package dev.coffer.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.EngineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLauncherTest {

    @TempDir
    private Path folder;

    /** A restore's server belongs to no open database; a program that ends in the middle must not leave it behind. */
    @Test
    void closingEndsEveryServerAndWaitsForIt() throws Exception {
        PostgresSettings settings = PostgresSettings.defaults(System.getenv());
        ServerAccount account = ServerAccount.of(settings);
        ServerLauncher launcher = new ServerLauncher(settings, PostgresBinaries.locate(settings), account);
        ClusterFolder cluster;
        try (PostgresEngine engine = new PostgresEngine(settings, new SecureRandom())) {
            DatabaseHome home = engine.homeIn(UUID.randomUUID(), Files.createDirectory(folder.resolve("db")));
            engine.create(home);
            cluster = new ClusterFolder(home);
        }
        Postmaster server = launcher.start(cluster, Map.of());
        server.awaitReady(Duration.ofMinutes(1), () -> {});
        assertThat(LiveCluster.processes(folder)).contains(server.pid());
        launcher.close();
        assertThat(LiveCluster.processes(folder)).isEmpty();
        assertThatThrownBy(() -> launcher.start(cluster, Map.of()))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("closed");
    }
}
