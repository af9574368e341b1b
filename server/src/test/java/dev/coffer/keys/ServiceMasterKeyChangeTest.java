package dev.coffer.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.catalog.Catalog;
import dev.coffer.catalog.StoredLogin;
import dev.coffer.crypto.KeyKind;
import dev.coffer.crypto.KeyPairs;
import dev.coffer.engine.HostedDatabase.Role;
import dev.coffer.errors.Message;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Another service master key: what FORCE leaves usable, and what others do meanwhile. */
class ServiceMasterKeyChangeTest extends KeyFixture {

    @Test
    void whoeverForcesANewKeyOnALockedInstanceStillLogsInAndRestores() throws Exception {
        stage.keys().logins().put(login("sa"));
        byte[] stranger = plantSigner();
        Files.delete(stage.keyFile());
        KeyHierarchy keys = stage.restart();
        assertThat(keys.isLocked()).isTrue();
        assertThat(keys.serviceMasterKey().regenerate(Force.YES))
                .extracting(Notice::message)
                .contains(Message.FORCED_MASTER_KEY, Message.FORCED_DECRYPTION_ERROR);
        for (int start = 0; start < 2; start++) {
            assertThat(keys.isLocked()).isFalse();
            assertThat(keys.logins().find("SA")).isPresent();
            assertThat(keys.signingKey().trust().trusts(stranger)).isFalse();
            keys = stage.restart();
        }
    }

    @Test
    void forceOnAnOpenInstanceProvesNoLoginThatWasChangedOutside() throws Exception {
        stage.keys().logins().put(login("sa"));
        stage.tamper("UPDATE coffer.login SET hash = decode(repeat('01', 32), 'hex')");
        assertNumber(15320, () -> stage.keys().serviceMasterKey().regenerate(Force.NO));
        stage.keys().serviceMasterKey().regenerate(Force.YES);
        assertNumber(49910, () -> stage.keys().logins().find("sa"));
    }

    @Test
    @Timeout(60)
    void whatTheOldKeySealedIsNotStoredWhileItIsReplaced() throws Exception {
        try (HierarchyKey old = stage.keys().serviceMasterKey().require();
                Connection holder = stage.catalog().masterDatabase().connect(Role.OWNER);
                Statement hold = holder.createStatement()) {
            holder.setAutoCommit(false);
            hold.execute("SELECT 1 FROM coffer.certificate FOR UPDATE");
            FutureTask<List<Notice>> change =
                    begin(() -> stage.keys().serviceMasterKey().regenerate(Force.NO));
            awaitWaiting(1, change);
            FutureTask<Boolean> writer = begin(() -> stage.catalog().serverKeys(rows -> {
                ServiceMasterKey.requireCurrent(rows, old.id());
                return true;
            }));
            awaitWaiting(2, writer);
            holder.rollback();
            assertThat(change.get()).isEmpty();
            assertThat(writer)
                    .failsWithin(Duration.ofSeconds(30))
                    .withThrowableThat()
                    .withMessageContaining("changed meanwhile");
        }
    }

    /** Readers find the old row, then wait for the key: neither may be held against the other. */
    @Test
    @Timeout(60)
    void whoReadsWhileTheKeyIsReplacedFindsNothingTamperedWith() throws Exception {
        KeyHierarchy keys = stage.keys();
        keys.logins().put(login("sa"));
        try (SecretBytes secret = KeyStage.secret(PASSWORD)) {
            keys.credentials().create("store", "key", Optional.of(secret));
        }
        createMasterKey(Catalog.MASTER);
        for (Callable<?> reader : List.<Callable<?>>of(
                () -> keys.logins().find("sa").orElseThrow(),
                () -> keys.credentials().named("store").orElseThrow(),
                () -> keys.masterKeys().require(Catalog.MASTER),
                () -> keys.signingKey().trust())) {
            readDuringAChange(reader);
        }
        keys.credentials().drop("store");
    }

    private static void readDuringAChange(Callable<?> reader) throws Exception {
        try (Connection holder = stage.catalog().masterDatabase().connect(Role.OWNER);
                Statement hold = holder.createStatement()) {
            holder.setAutoCommit(false);
            hold.execute("SELECT 1 FROM coffer.certificate FOR UPDATE");
            FutureTask<List<Notice>> change =
                    begin(() -> stage.keys().serviceMasterKey().regenerate(Force.NO));
            awaitWaiting(1, change);
            FutureTask<Object> reading = new FutureTask<>(reader::call);
            Thread waiting = new Thread(reading, "reader");
            waiting.start();
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (waiting.getState() != Thread.State.BLOCKED && !reading.isDone()) {
                assertThat(System.nanoTime()).as("the reader waits").isLessThan(deadline);
                Thread.onSpinWait();
            }
            holder.rollback();
            assertThat(change.get()).isEmpty();
            assertThat(reading.get()).isNotNull();
        }
    }

    @Test
    void aKeyThatIsGoneIsNotMarkedAsBackedUp() throws Exception {
        ServiceMasterKey root = stage.keys().serviceMasterKey();
        try (SecretBytes password = KeyStage.secret(PASSWORD)) {
            ServiceMasterKey.Export export = root.export(password);
            root.regenerate(Force.NO);
            assertNumber(49909, () -> root.markExported(export.keyId()));
            assertThat(root.exported()).isFalse();
            root.markExported(root.export(password).keyId());
            assertThat(root.exported()).isTrue();
        }
        assertThat(stage.restart().isLocked()).isFalse();
    }

    private static StoredLogin login(String name) {
        return new StoredLogin(
                UUID.randomUUID(),
                name,
                new byte[16],
                new byte[32],
                new StoredLogin.HashCost(64, 1, 1),
                KeyStage.NOW,
                KeyStage.NOW,
                new byte[32]);
    }

    private static byte[] plantSigner() throws Exception {
        byte[] signer = KeyPairs.generate(KeyKind.EC_P384).getPublic().getEncoded();
        stage.tamper("INSERT INTO coffer.trusted_signer VALUES (gen_random_uuid(), decode('"
                + HexFormat.of().formatHex(signer) + "', 'hex'), 'ADDED', now(), decode(repeat('00', 32), 'hex'))");
        return signer;
    }

    private static <T> FutureTask<T> begin(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        new Thread(task, "beside").start();
        return task;
    }

    /** Until that many sessions wait for a lock, or the task, which ought to wait, has ended. */
    private static void awaitWaiting(int sessions, FutureTask<?> task) throws Exception {
        try (Connection watcher = stage.catalog().masterDatabase().connect(Role.OWNER);
                Statement ask = watcher.createStatement()) {
            int waiting = 0;
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (waiting < sessions && !task.isDone() && System.nanoTime() < deadline) {
                try (ResultSet rows = ask.executeQuery("SELECT count(*) FROM pg_locks WHERE NOT granted")) {
                    rows.next();
                    waiting = rows.getInt(1);
                }
            }
            assertThat(waiting).as("sessions that wait").isGreaterThanOrEqualTo(sessions);
            assertThat(task.isDone()).as("it waits").isFalse();
        }
    }
}
