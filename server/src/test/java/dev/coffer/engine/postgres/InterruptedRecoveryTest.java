package dev.coffer.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.HostedDatabase;
import dev.coffer.engine.LogOrder.Ending;
import dev.coffer.engine.Recovered;
import dev.coffer.engine.RecoveryOrder;
import dev.coffer.engine.RecoveryOrder.Consistent;
import dev.coffer.engine.RecoveryOrder.EndOfLog;
import dev.coffer.engine.RecoveryOrder.Identity;
import dev.coffer.engine.RecoveryOrder.Reach;
import dev.coffer.engine.RestoreOrder.Part;
import dev.coffer.engine.StopPoint;
import dev.coffer.work.Cancellation;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A recovery that did not come to its end goes on where it was, or is refused; it never goes on as another one. */
class InterruptedRecoveryTest extends LogFixture {

    private static final Optional<BigInteger> NO_LOG = Optional.empty();

    /** Cancels it when the log is replayed and the cluster has its new timeline. */
    private RecoveryNote interrupted(DatabaseHome home, Identity identity, Reach reach, Taken last) throws Exception {
        ClusterFolder folder = new ClusterFolder(home);
        Cancellation cancellation = new Cancellation();
        Thread watcher = new Thread(() -> {
            try {
                while (stage(folder) != RecoveryNote.Stage.REPLAYED) {
                    TimeUnit.MILLISECONDS.sleep(1);
                }
                cancellation.cancel();
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        });
        watcher.start();
        assertThatThrownBy(() -> recover(home, identity, reach, kept(identity, last), last, 1, cancellation))
                .isInstanceOf(CancellationException.class);
        watcher.interrupt();
        watcher.join();
        RecoveryNote note = RecoveryNote.of(folder).orElseThrow();
        assertThat(note.stage()).isEqualTo(RecoveryNote.Stage.REPLAYED);
        return note;
    }

    private static RecoveryNote.Stage stage(ClusterFolder folder) {
        try {
            return RecoveryNote.of(folder).map(RecoveryNote::stage).orElse(RecoveryNote.Stage.BEGUN);
        } catch (Exception unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static Optional<BigInteger> kept(Identity identity, Taken last) {
        return identity == Identity.SAME ? Optional.of(last.start().firstLsn()) : NO_LOG;
    }

    private Recovered again(DatabaseHome home, Identity identity, Reach reach, Taken last) throws Exception {
        return recover(home, identity, reach, kept(identity, last), last, 1);
    }

    private static void assertRefused(ThrowingCallable recovery, String why) {
        assertThatThrownBy(recovery)
                .isInstanceOfSatisfying(
                        EngineException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(EngineException.Kind.RECOVERY_BEGUN))
                .hasMessageContaining(why);
    }

    @Test
    void moreLogIsRefusedAndTheSameRecoveryIsFinished() throws Exception {
        HostedDatabase database = newDatabase("refused");
        Taken full = full(database);
        insert(database, 1, 10);
        Taken first = log(database, full.start().firstLsn());
        insert(database, 11, 20);
        Taken second = log(database, first.end().lastLsn());
        DatabaseHome home = newHome("refused2");
        layAll(home, full, first);
        Reach end = new EndOfLog(first.end().lastLsn());
        interrupted(home, Identity.FRESH, end, first);
        assertRefused(() -> lay(home, Part.LOG, second, Optional.empty()), "only that one can be finished");
        Reach later = new EndOfLog(second.end().lastLsn());
        assertRefused(() -> again(home, Identity.FRESH, later, second), "only that one can be finished");
        // The log it ends with may come again: it is there.
        lay(home, Part.LOG, first, Optional.empty());
        Recovered recovered = again(home, Identity.FRESH, end, first);
        assertThat(recovered.timeline()).isEqualTo(2);
        assertThat(rows(engine.open(home))).isEqualTo("10 55");
        assertThat(again(home, Identity.FRESH, end, first)).isEqualTo(recovered);
        requireInvariants(engine.open(home));
    }

    @Test
    void aTargetIsReachedOnceAndTheRecoveryGoesOnBehindIt() throws Exception {
        HostedDatabase database = newDatabase("target");
        Taken full = full(database);
        insert(database, 1, 10);
        Taken first = log(database, full.start().firstLsn());
        insert(database, 11, 20);
        Taken second = log(database, first.end().lastLsn());

        DatabaseHome consistent = newHome("consistent");
        lay(consistent, Part.FULL, full, Optional.empty());
        RecoveryNote note = interrupted(consistent, Identity.FRESH, new Consistent(), full);
        // As after a kill before the note was written: the cluster itself is past its target.
        new RecoveryNote(note.order(), note.newTimeline(), note.boot(), RecoveryNote.Stage.BEGUN, 0, false)
                .write(new ClusterFolder(consistent));
        again(consistent, Identity.FRESH, new Consistent(), full);
        assertThat(rows(engine.open(consistent))).isEqualTo("0 0");

        DatabaseHome stopped = newHome("stopped");
        layAll(stopped, full, first);
        StopPoint time = new StopPoint.Time(first.end().lastCommitAt().orElseThrow());
        Reach stop = new RecoveryOrder.Stop(
                lay(stopped, Part.LOG, second, Optional.of(time)).stop().orElseThrow());
        RecoveryNote kept = interrupted(stopped, Identity.SAME, stop, second);
        new RecoveryNote(kept.order(), kept.newTimeline(), kept.boot(), RecoveryNote.Stage.BEGUN, 0, false)
                .write(new ClusterFolder(stopped));
        Recovered recovered = again(stopped, Identity.SAME, stop, second);
        assertThat(rows(engine.open(stopped))).isEqualTo("10 55");
        assertThat(recovered.keptLogFrom()).contains(second.start().firstLsn());
        insert(engine.open(stopped), 21, 30);
        Taken behind = log(engine.open(stopped), second.start().firstLsn());
        DatabaseHome third = newHome("stopped3");
        layAll(third, full, first, behind);
        recover(third, Identity.FRESH, new EndOfLog(behind.end().lastLsn()), NO_LOG, behind, 2);
        assertThat(rows(engine.open(third))).isEqualTo("20 310");
    }

    @Test
    void aPowerCutEndsWhatWasNotDurable() throws Exception {
        HostedDatabase database = newDatabase("cut");
        String file = ask(database, "SELECT pg_relation_filepath('dbo.account')");
        Taken full = full(database);
        run(database, HostedDatabase.Role.UNPRIVILEGED, "UPDATE dbo.account SET balance = balance + 7");
        Taken log = log(database, full.start().firstLsn());
        DatabaseHome home = newHome("cut2");
        layAll(home, full, log);
        Path heap = home.dataFolder().resolve("cluster").resolve(file);
        byte[] durable = Files.readAllBytes(heap);
        Reach end = new EndOfLog(log.end().lastLsn());
        RecoveryNote note = interrupted(home, Identity.FRESH, end, log);
        assertThat(note.syncs()).isFalse();
        // What a power cut may leave: a file as it was laid down, and the kernel is another one.
        assertThat(Files.readAllBytes(heap)).isNotEqualTo(durable);
        Files.write(heap, durable);
        new RecoveryNote(note.order(), note.newTimeline(), "another start", note.stage(), note.forkLsn(), false)
                .write(new ClusterFolder(home));
        assertRefused(() -> again(home, Identity.FRESH, end, log), "the machine was started anew");
    }

    @Test
    void aDatabaseBehindItsTailIsRecoveredWithoutAnythingThatAPowerCutCouldTake() throws Exception {
        HostedDatabase database = newDatabase("behind");
        Taken full = full(database);
        insert(database, 1, 10);
        Taken tail = log(database, full.start().firstLsn(), Ending.TAIL);
        Reach end = new EndOfLog(tail.end().lastLsn());
        RecoveryNote note = interrupted(database.home(), Identity.SAME, end, tail);
        assertThat(note.syncs()).isTrue();
        again(database.home(), Identity.SAME, end, tail);
        HostedDatabase back = engine.open(database.home());
        assertThat(rows(back)).isEqualTo("10 55");
        // Its next tail is another matter.
        insert(back, 11, 20);
        Taken second = log(back, tail.end().lastLsn(), Ending.TAIL);
        recover(
                database.home(),
                Identity.SAME,
                new EndOfLog(second.end().lastLsn()),
                Optional.of(second.end().lastLsn()),
                second,
                2);
        assertThat(rows(engine.open(database.home()))).isEqualTo("20 210");
    }
}
