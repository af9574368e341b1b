package dev.coffer.bench;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.engine.Attachment;
import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.LiveDatabase;
import dev.coffer.engine.ServerElsewhere;
import dev.coffer.engine.postgres.PostgresEngine;
import dev.coffer.engine.postgres.PostgresSettings;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;

/** This project again, backing up the peers' cluster over the replication protocol, by TLS on loopback. */
final class Attached implements Contender {

    private final PostgresEngine engine;
    private final SecretBytes password = SecretBytes.ofUtf8(DebianCluster.PASSWORD.toCharArray());
    private final List<Task> tasks;

    Attached(Coffer coffer, DebianCluster cluster, Path folder) throws EngineException, IOException {
        this.engine = new PostgresEngine(PostgresSettings.defaults(System.getenv()), new SecureRandom());
        ServerElsewhere server = new ServerElsewhere(cluster.url(), DebianCluster.REPLICATOR, password);
        DatabaseHome home = engine.homeIn(UUID.randomUUID(), folder.resolve("attached"));
        Attachment attachment = engine.attach(home, server, Cancellation.never());
        LiveDatabase database = engine.attached(home, server, attachment.systemId());
        this.tasks = List.of(coffer.attached(database, () -> seconds(cluster)));
    }

    private static double seconds(DebianCluster cluster) {
        try {
            return cluster.cpuSeconds();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    public String name() {
        return Coffer.NAME;
    }

    @Override
    public List<Task> tasks(int round) {
        return tasks;
    }

    @Override
    public void close() {
        engine.close();
        password.close();
    }
}
