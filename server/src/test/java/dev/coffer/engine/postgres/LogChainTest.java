package dev.coffer.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.HostedDatabase;
import dev.coffer.engine.HostedDatabase.Role;
import dev.coffer.engine.LaidDown;
import dev.coffer.engine.LogOrder.Ending;
import dev.coffer.engine.Recovered;
import dev.coffer.engine.RecoveryOrder;
import dev.coffer.engine.RecoveryOrder.EndOfLog;
import dev.coffer.engine.RecoveryOrder.Identity;
import dev.coffer.engine.RestoreOrder.Part;
import dev.coffer.engine.SharedFacts;
import dev.coffer.engine.StopPoint;
import dev.coffer.work.Cancellation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The log of a database, backed up and restored behind a full: rules "Log", "Restore" and "STOPAT". */
class LogChainTest extends LogFixture {

    @Test
    void logsBehindAFullBringBackEveryTransactionAndTheChainGoesOnAcrossTheFork() throws Exception {
        HostedDatabase database = newDatabase("chained");
        Taken full = full(database);
        insert(database, 1, 30000);
        Taken first = log(database, full.start().firstLsn());
        insert(database, 30001, 60000);
        String whole = rows(database);
        Taken second = log(database, first.end().lastLsn());
        assertThat(second.start().firstLsn()).isEqualTo(first.end().lastLsn());
        assertThat(second.end().lastCommitAt().orElseThrow())
                .isBeforeOrEqualTo(Instant.parse(second.facts().get(SharedFacts.LOG_ENDS_AT)));
        Taken empty = log(database, second.end().lastLsn());
        assertThat(empty.end().lastLsn()).isGreaterThanOrEqualTo(second.end().lastLsn());

        DatabaseHome home = newHome("chained2");
        lay(home, Part.FULL, full, Optional.empty());
        assertThatThrownBy(() -> engine.open(home)).isInstanceOf(EngineException.class);
        lay(home, Part.LOG, first, Optional.empty());
        LaidDown half = lay(
                home,
                Part.LOG,
                second,
                Optional.of(new StopPoint.Time(first.end().lastCommitAt().orElseThrow())));
        Recovered forked = recover(
                home,
                Identity.SAME,
                new RecoveryOrder.Stop(half.stop().orElseThrow()),
                Optional.of(second.start().firstLsn()),
                second,
                1);
        HostedDatabase restored = engine.open(home);
        assertThat(rows(restored)).isEqualTo("30000 " + 15000L * 30001);
        assertThat(forked.timeline()).isEqualTo(2);
        assertThat(forked.keptLogFrom()).contains(second.start().firstLsn());

        // The fork's first log begins where the last whole log of the old path ended.
        insert(restored, 90001, 90100);
        String forkedRows = rows(restored);
        Taken behind = log(restored, second.start().firstLsn());
        assertThat(behind.facts()).containsKey(SharedFacts.FORK_POSITION).containsEntry(SharedFacts.TIMELINE, "2");
        Taken next = log(restored, behind.end().lastLsn());
        assertThat(next.facts()).doesNotContainKey(SharedFacts.FORK_POSITION);

        DatabaseHome third = newHome("chained3");
        layAll(third, full, first, behind);
        Recovered again =
                recover(third, Identity.FRESH, new EndOfLog(behind.end().lastLsn()), Optional.empty(), behind, 2);
        assertThat(again.timeline()).isEqualTo(3);
        assertThat(again.systemId()).isNotEqualTo(forked.systemId());
        assertThat(rows(engine.open(third))).isEqualTo(forkedRows);

        DatabaseHome fourth = newHome("chained4");
        layAll(fourth, full, first, second, empty);
        recover(fourth, Identity.FRESH, new EndOfLog(empty.end().lastLsn()), Optional.empty(), empty, 2);
        assertThat(rows(engine.open(fourth))).isEqualTo(whole);
        requireInvariants(engine.open(fourth));
    }

    @Test
    void theTailHoldsTheLastTransactionAndTheDatabaseGoesOnBehindIt() throws Exception {
        HostedDatabase database = newDatabase("tailed");
        Taken full = full(database);
        insert(database, 1, 100);
        Taken tail = log(database, full.start().firstLsn(), Ending.TAIL);
        String rows = "100 5050";

        DatabaseHome home = newHome("tailed2");
        lay(home, Part.FULL, full, Optional.empty());
        lay(home, Part.LOG, tail, Optional.empty());
        recover(home, Identity.FRESH, new EndOfLog(tail.end().lastLsn()), Optional.empty(), tail, 1);
        assertThat(rows(engine.open(home))).isEqualTo(rows);

        // The database itself waits for what may come behind its tail, and is recovered without it.
        Recovered back = recover(
                database.home(),
                Identity.SAME,
                new EndOfLog(tail.end().lastLsn()),
                Optional.of(tail.end().lastLsn()),
                tail,
                1);
        HostedDatabase reopened = engine.open(database.home());
        assertThat(back.forkPosition()).isEqualTo(tail.end().lastLsn());
        assertThat(rows(reopened)).isEqualTo(rows);
        insert(reopened, 101, 200);
        Taken behind = log(reopened, tail.end().lastLsn());
        DatabaseHome third = newHome("tailed3");
        layAll(third, full, tail, behind);
        recover(third, Identity.FRESH, new EndOfLog(behind.end().lastLsn()), Optional.empty(), behind, 2);
        assertThat(rows(engine.open(third))).isEqualTo("200 20100");
    }

    @Test
    void aDeadServersLogIsReadToItsLastWholeRecord() throws Exception {
        HostedDatabase database = newDatabase("dead");
        Taken full = full(database);
        insert(database, 1, 100);
        database.stop();
        Path control = database.home().dataFolder().resolve("cluster/PG_VERSION");
        Files.delete(control);
        Taken dead = log(database, full.start().firstLsn(), Ending.DEAD);
        DatabaseHome home = newHome("dead2");
        lay(home, Part.FULL, full, Optional.empty());
        lay(home, Part.LOG, dead, Optional.empty());
        recover(home, Identity.FRESH, new EndOfLog(dead.end().lastLsn()), Optional.empty(), dead, 1);
        assertThat(rows(engine.open(home))).isEqualTo("100 5050");
    }

    @Test
    void aMarkIsFoundInTheLogAndCountsOrNot() throws Exception {
        HostedDatabase database = newDatabase("marked");
        Taken full = full(database);
        insert(database, 1, 10);
        try (Connection connection = database.connect(Role.UNPRIVILEGED);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT pg_catalog.pg_logical_emit_message(true, 'coffer.mark',"
                    + " convert_to('Deploy', 'UTF8') || '\\x00'::bytea || convert_to('before it', 'UTF8'))");
            statement.execute("INSERT INTO dbo.ballast VALUES (1000, 'marked')");
            connection.commit();
        }
        insert(database, 11, 20);
        Taken log = log(database, full.start().firstLsn());
        for (boolean inclusive : new boolean[] {true, false}) {
            DatabaseHome home = newHome("marked-" + inclusive);
            lay(home, Part.FULL, full, Optional.empty());
            assertThat(lay(home, Part.LOG, log, Optional.of(new StopPoint.Mark("deploy", Optional.empty(), true)))
                            .stop())
                    .isEmpty();
            LaidDown laid =
                    lay(home, Part.LOG, log, Optional.of(new StopPoint.Mark("Deploy", Optional.empty(), inclusive)));
            recover(home, Identity.FRESH, new RecoveryOrder.Stop(laid.stop().orElseThrow()), Optional.empty(), log, 1);
            assertThat(rows(engine.open(home))).isEqualTo(inclusive ? "11 1055" : "10 55");
        }
    }

    @Test
    void damagedLogLeavesTheRestoreAsItWas() throws Exception {
        HostedDatabase database = newDatabase("torn");
        Taken full = full(database);
        insert(database, 1, 20000);
        Taken log = log(database, full.start().firstLsn());
        byte[] torn = log.payload().clone();
        torn[(1 << 20) + 300_000] ^= 1;
        DatabaseHome home = newHome("torn2");
        lay(home, Part.FULL, full, Optional.empty());
        assertThatThrownBy(() ->
                        lay(home, Part.LOG, new Taken(torn, log.facts(), log.start(), log.end()), Optional.empty()))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("The log ends at");
        recover(home, Identity.FRESH, new RecoveryOrder.Consistent(), Optional.empty(), full, 1);
        assertThat(rows(engine.open(home))).isEqualTo("0 0");
    }

    @Test
    void logThatIsHeldNoMoreIsNamed() throws Exception {
        HostedDatabase database = newDatabase("lost");
        Taken full = full(database);
        database.keepNoLog(Cancellation.never());
        assertThatThrownBy(() -> log(database, full.start().firstLsn(), Ending.ONLINE))
                .isInstanceOfSatisfying(
                        EngineException.class,
                        gone -> assertThat(gone.kind()).isEqualTo(EngineException.Kind.LOG_GONE));
        Taken again = full(database);
        assertThat(log(database, again.start().firstLsn()).end().lastLsn())
                .isGreaterThan(again.start().firstLsn());
    }
}
