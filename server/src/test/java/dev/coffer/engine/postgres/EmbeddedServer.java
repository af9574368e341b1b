package dev.coffer.engine.postgres;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.postgres.wire.InstalledCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.UUID;

/** The bundled PostgreSQL as a server that is not Coffer's: over TCP, with TLS and users of its own. */
public final class EmbeddedServer {

    private EmbeddedServer() {}

    /** On a cluster of its own initdb, as somebody else makes it. */
    public static InstalledCluster foreign(String initdbOptions) throws Exception {
        Path bin = PostgresBinaries.locate(PostgresSettings.defaults(System.getenv()))
                .binFolder();
        return InstalledCluster.start(bin, initdbOptions);
    }

    /** On a copy of a new database's cluster. */
    public static InstalledCluster start() throws Exception {
        PostgresSettings settings = PostgresSettings.defaults(System.getenv());
        Path folder = Files.createTempDirectory("embedded-server");
        try (PostgresEngine engine = new PostgresEngine(settings, new SecureRandom())) {
            DatabaseHome home = engine.homeIn(UUID.randomUUID(), folder.resolve("home"));
            engine.create(home);
            return InstalledCluster.start(
                    PostgresBinaries.locate(settings).binFolder(),
                    new ClusterFolder(home).dataDirectory(),
                    ClusterTemplate.OWNER_ROLE);
        } finally {
            Folders.delete(folder);
        }
    }
}
