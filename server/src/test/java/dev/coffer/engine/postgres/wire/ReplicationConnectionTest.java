package dev.coffer.engine.postgres.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.engine.postgres.wire.ReplicationConnection.SystemIdentity;
import dev.coffer.work.Cancellation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a server of Debian's, over TLS with SCRAM, as a role that may replicate and nothing else. */
class ReplicationConnectionTest {

    private static InstalledCluster cluster;
    private static Optional<TlsTrust> trust = Optional.empty();

    @BeforeAll
    static void start() throws Exception {
        cluster = InstalledCluster.start();
        trust = Optional.of(TlsTrust.of(cluster.authority()));
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static ReplicationConnection connect() throws IOException {
        return ReplicationConnection.open(
                cluster.address(),
                InstalledCluster.login(InstalledCluster.REPLICATOR, InstalledCluster.PASSWORD),
                trust,
                Cancellation.never());
    }

    @Test
    void logsInBoundToTheChannelAndIdentifiesTheSystem() throws Exception {
        try (ReplicationConnection connection = connect()) {
            SystemIdentity identity = connection.identify();
            assertThat(identity.systemId()).isEqualTo(cluster.sql("SELECT system_identifier FROM pg_control_system()"));
            assertThat(identity.timeline()).isEqualTo(1);
            assertThat(connection.show("server_version_num")).startsWith("15");
            // A refused command leaves the connection usable.
            assertThatThrownBy(() -> connection.show("no_such_setting"))
                    .isInstanceOfSatisfying(
                            ServerError.class,
                            error -> assertThat(error.sqlState()).isEqualTo("42704"));
            assertThat(connection.identify().systemId()).isEqualTo(identity.systemId());
        }
    }

    @Test
    void aWrongPasswordIsRefusedWithTheServersOwnWords() {
        assertThatThrownBy(() -> ReplicationConnection.open(
                        cluster.address(),
                        InstalledCluster.login(InstalledCluster.REPLICATOR, "wrong"),
                        trust,
                        Cancellation.never()))
                .isInstanceOfSatisfying(
                        ServerError.class, error -> assertThat(error.sqlState()).isEqualTo("28P01"))
                .hasMessageNotContaining("wrong");
    }

    @Test
    void aPasswordIsNeverGivenAway() throws Exception {
        cluster.sql("SET password_encryption = 'md5'; CREATE ROLE md5user LOGIN REPLICATION PASSWORD 'm'");
        cluster.sql("CREATE ROLE plainuser LOGIN REPLICATION PASSWORD 'p'");
        for (String user : List.of("md5user", "plainuser")) {
            assertThatThrownBy(() -> ReplicationConnection.open(
                            cluster.address(), InstalledCluster.login(user, "m"), trust, Cancellation.never()))
                    .isInstanceOf(ProtocolViolation.class)
                    .hasMessageContaining("scram-sha-256");
        }
    }

    @Test
    void aCertificateOfAnotherNameOrAnotherAuthorityIsNotBelieved() throws Exception {
        ServerLogin login = InstalledCluster.login(InstalledCluster.REPLICATOR, InstalledCluster.PASSWORD);
        ServerAddress otherName =
                new ServerAddress("localhost", cluster.address().port());
        assertThatThrownBy(() -> ReplicationConnection.open(otherName, login, trust, Cancellation.never()))
                .isInstanceOf(SSLException.class);
        Optional<TlsTrust> system = Optional.of(TlsTrust.ofSystem());
        assertThatThrownBy(() -> ReplicationConnection.open(cluster.address(), login, system, Cancellation.never()))
                .isInstanceOf(SSLException.class);
    }

    @Test
    void withoutTlsOnlyThisMachineIsConnectedTo() throws Exception {
        ServerLogin login = InstalledCluster.login("localuser", "l");
        cluster.sql("CREATE ROLE localuser LOGIN REPLICATION PASSWORD 'l'");
        try (ReplicationConnection connection =
                ReplicationConnection.open(cluster.address(), login, Optional.empty(), Cancellation.never())) {
            assertThat(connection.identify().timeline()).isEqualTo(1);
        }
        assertThatThrownBy(() -> ReplicationConnection.open(
                        new ServerAddress("192.0.2.1", 5432), login, Optional.empty(), Cancellation.never()))
                .isInstanceOf(ProtocolViolation.class)
                .hasMessageContaining("Without TLS");
    }

    @Test
    void aBaseBackupArrivesAsArchivesAndManifest() throws Exception {
        cluster.sql("CREATE TABLE t AS SELECT g, md5(g::text) FROM generate_series(1, 20000) g");
        Pieces pieces = new Pieces();
        try (ReplicationConnection connection = connect()) {
            connection.createTemporarySlot("coffer_test");
            ServerBackup backup = ServerBackup.begin(connection, "it's a test", ServerBackup.Extent.WHOLE);
            assertThat(backup.start().tablespaces()).isEmpty();
            ServerBackup.End end = backup.receive(pieces);
            assertThat(end.endPosition()).isGreaterThan(backup.start().startPosition());
            assertThat(connection.identify().timeline()).isEqualTo(end.timeline());
        }
        assertThat(pieces.names).containsExactly("base", "manifest");
        // A tar is whole blocks and holds the label first of all.
        assertThat(pieces.base.size()).isGreaterThan(20_000_000).matches(size -> size % 512 == 0);
        assertThat(pieces.base.toString(StandardCharsets.ISO_8859_1)).startsWith("backup_label");
        assertThat(pieces.manifest.toString(StandardCharsets.UTF_8))
                .contains("\"PostgreSQL-Backup-Manifest-Version\"")
                .contains("Manifest-Checksum");
    }

    @Test
    void aCancellationEndsABackupAtOnce() throws Exception {
        Cancellation cancellation = new Cancellation();
        try (ReplicationConnection connection = ReplicationConnection.open(
                cluster.address(),
                InstalledCluster.login(InstalledCluster.REPLICATOR, InstalledCluster.PASSWORD),
                trust,
                cancellation)) {
            ServerBackup backup = ServerBackup.begin(connection, "cancelled", ServerBackup.Extent.WHOLE);
            cancellation.cancel();
            assertThatThrownBy(() -> backup.receive(new Pieces())).isInstanceOf(IOException.class);
        }
    }

    @Test
    void walStreamsFromASlotAndIsKeptUntilItIsAcknowledged() throws Exception {
        cluster.sql("SELECT pg_create_physical_replication_slot('keeper', true)");
        long segment = 16L << 20;
        try (ReplicationConnection connection = connect()) {
            SystemIdentity identity = connection.identify();
            long from = identity.flushPosition() / segment * segment;
            WalStream stream =
                    WalStream.begin(connection, Optional.of("keeper"), from, identity.timeline(), Clock.systemUTC());
            cluster.sql("CREATE TABLE streamed AS SELECT g FROM generate_series(1, 1000) g");
            long target = LogPosition.parse(cluster.sql("SELECT pg_current_wal_flush_lsn()"));
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            while (stream.receivedPosition() < target) {
                Optional<WalStream.Piece> piece = stream.read();
                if (piece.isPresent()) {
                    ByteBuffer bytes = piece.get().bytes();
                    received.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
                }
            }
            assertThat(received.size()).isEqualTo(stream.receivedPosition() - from);
            // The first page of a segment carries the system's identifier at byte 24.
            long systemId = ByteBuffer.wrap(received.toByteArray())
                    .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                    .getLong(24);
            assertThat(Long.toUnsignedString(systemId)).isEqualTo(identity.systemId());
            stream.acknowledge(target);
            String restart = "SELECT restart_lsn = '" + LogPosition.text(target)
                    + "'::pg_lsn FROM pg_replication_slots WHERE slot_name = 'keeper'";
            long deadline = System.nanoTime() + 20_000_000_000L;
            while (!cluster.sql(restart).equals("t")) {
                assertThat(System.nanoTime()).isLessThan(deadline);
            }
        }
    }

    @Test
    void aServerThatAnswersNothingAnyMoreIsNotWaitedForForEver() throws Exception {
        ReplicationConnection.Limits limits =
                new ReplicationConnection.Limits(Duration.ofSeconds(2), Duration.ofSeconds(1));
        ServerLogin login = InstalledCluster.login(InstalledCluster.REPLICATOR, InstalledCluster.PASSWORD);
        try (ReplicationConnection connection = ReplicationConnection.open(
                cluster.address(), login, trust, Optional.empty(), limits, Cancellation.never())) {
            connection.identify();
            cluster.freeze(true);
            try {
                assertThatThrownBy(connection::identify).isInstanceOf(SocketTimeoutException.class);
                // The kernel takes the connection for it all the same.
                assertThatThrownBy(() -> ReplicationConnection.open(
                                cluster.address(), login, trust, Optional.empty(), limits, Cancellation.never()))
                        .isInstanceOf(SocketTimeoutException.class);
            } finally {
                cluster.freeze(false);
            }
        }
        try (ReplicationConnection again = connect()) {
            assertThat(again.identify().timeline()).isEqualTo(1);
        }
    }

    private static final class Pieces implements ServerBackup.Receiver {

        private final List<String> names = new ArrayList<>();
        private final ByteArrayOutputStream base = new ByteArrayOutputStream();
        private final ByteArrayOutputStream manifest = new ByteArrayOutputStream();
        private ByteArrayOutputStream current = base;

        @Override
        public void archive(Optional<ServerBackup.Tablespace> tablespace) {
            names.add(tablespace.map(ServerBackup.Tablespace::oid).orElse("base"));
        }

        @Override
        public void manifest() {
            names.add("manifest");
            current = manifest;
        }

        @Override
        public void bytes(ByteBuffer content) {
            current.write(content.array(), content.arrayOffset() + content.position(), content.remaining());
        }
    }
}
