package dev.coffer.engine.postgres;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.HostedDatabase;
import dev.coffer.engine.HostedDatabase.Role;
import dev.coffer.engine.LaidDown;
import dev.coffer.engine.LogOrder;
import dev.coffer.engine.LogOrder.Ending;
import dev.coffer.engine.Recovered;
import dev.coffer.engine.RecoveryOrder;
import dev.coffer.engine.RecoveryOrder.Identity;
import dev.coffer.engine.RecoveryOrder.Reach;
import dev.coffer.engine.RestoreOrder;
import dev.coffer.engine.RestoreOrder.Part;
import dev.coffer.engine.SharedFacts;
import dev.coffer.engine.Snapshot;
import dev.coffer.engine.SnapshotOptions;
import dev.coffer.engine.SnapshotOptions.OnDamage;
import dev.coffer.engine.StopPoint;
import dev.coffer.work.Cancellation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Fulls and logs of one database, taken and laid down without sets around them. */
abstract class LogFixture extends BankFixture {

    protected static final SnapshotOptions KEEP =
            new SnapshotOptions(OnDamage.STOP, new SnapshotOptions.Whole(), SnapshotOptions.Log.KEEP);

    /** One backup, as its set would hold it. */
    protected record Taken(byte[] payload, Map<String, String> facts, Snapshot.Start start, Snapshot.End end) {}

    protected static Taken taken(Snapshot snapshot) throws Exception {
        try (snapshot) {
            ByteArrayOutputStream payload = new ByteArrayOutputStream();
            Snapshot.End end = snapshot.writeTo(payload);
            Map<String, String> facts = new HashMap<>(snapshot.start().facts());
            facts.putAll(end.facts());
            return new Taken(payload.toByteArray(), facts, snapshot.start(), end);
        }
    }

    protected static Taken full(HostedDatabase database) throws Exception {
        return taken(database.snapshot(KEEP, Cancellation.never()));
    }

    protected static Taken log(HostedDatabase database, BigInteger from, Ending ending) throws Exception {
        return taken(database.log(new LogOrder(from, ending), Cancellation.never()));
    }

    protected static Taken log(HostedDatabase database, BigInteger from) throws Exception {
        Taken log = log(database, from, Ending.ONLINE);
        database.releaseLog(log.end().lastLsn(), Cancellation.never());
        return log;
    }

    protected LaidDown lay(DatabaseHome home, Part part, Taken taken, Optional<StopPoint> stop) throws Exception {
        return engine.layDown(
                new RestoreOrder(home, part, taken.payload().length, stop, taken.facts()),
                new ByteArrayInputStream(taken.payload()),
                Cancellation.never());
    }

    protected void layAll(DatabaseHome home, Taken full, Taken... logs) throws Exception {
        lay(home, Part.FULL, full, Optional.empty());
        for (Taken log : logs) {
            lay(home, Part.LOG, log, Optional.empty());
        }
    }

    protected Recovered recover(
            DatabaseHome home, Identity identity, Reach reach, Optional<BigInteger> keep, Taken last, int highest)
            throws Exception {
        return recover(home, identity, reach, keep, last, highest, Cancellation.never());
    }

    protected Recovered recover(
            DatabaseHome home,
            Identity identity,
            Reach reach,
            Optional<BigInteger> keep,
            Taken last,
            int highest,
            Cancellation cancellation)
            throws Exception {
        Map<String, String> facts = new HashMap<>(last.facts());
        facts.put(SharedFacts.HIGHEST_TIMELINE, Integer.toString(highest));
        return engine.recover(new RecoveryOrder(home, identity, reach, keep, facts), cancellation);
    }

    protected static void insert(HostedDatabase database, int from, int to) throws Exception {
        run(
                database,
                Role.UNPRIVILEGED,
                "INSERT INTO dbo.ballast SELECT g, md5(g::text) FROM generate_series(" + from + ", " + to + ") g");
    }

    protected static String rows(HostedDatabase database) throws Exception {
        return ask(database, "SELECT count(*) || ' ' || coalesce(sum(id), 0) FROM dbo.ballast");
    }
}
