package dev.coffer.command;

import dev.coffer.catalog.Catalog;
import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.HostedDatabase;
import dev.coffer.engine.LaidDown;
import dev.coffer.engine.RecoveryOrder;
import dev.coffer.engine.RestoreOrder;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.jobs.LongWork;
import dev.coffer.media.BackupKind;
import dev.coffer.media.BackupSet;
import dev.coffer.media.DamagedMedia;
import dev.coffer.media.UntrustedSigner;
import dev.coffer.media.WrongKey;
import dev.coffer.pipeline.RestorePipeline;
import dev.coffer.tsql.RestoreDatabase;
import dev.coffer.tsql.RestoreOptions;
import dev.coffer.tsql.Shutdown;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * RESTORE DATABASE master and msdb. master is laid down beside the one that runs, which the next start then replaces;
 * the instance ends, as SQL Server does. Of msdb only the rows of its history come back, while the instance runs.
 */
public final class SystemRestore {

    private static final Logger LOG = LoggerFactory.getLogger(SystemRestore.class);

    private final Premises premises;
    private final SetOpening opening;
    private final RestorePipeline pipeline;
    private final LongWork work;
    private final Master replacement;

    public SystemRestore(
            Premises premises, SetOpening opening, RestorePipeline pipeline, LongWork work, Master replacement) {
        this.premises = premises;
        this.opening = opening;
        this.pipeline = pipeline;
        this.work = work;
        this.replacement = replacement;
    }

    /** How master is replaced. */
    public interface Master {

        /** Whether nobody but the one session can be here. */
        boolean isSingleUser();

        /** The next start puts the restored master in place of the one that runs, which is kept. Durable. */
        void takeAtNextStart() throws IOException;

        /** Ends the instance, without waiting for that. */
        Consumer<Shutdown.Patience> ending();
    }

    static boolean concerns(String database) {
        return Catalog.isMaster(database);
    }

    /** @throws SqlError 3108 for master unless this instance was started for one user */
    void restore(RestoreDatabase statement, Caller caller) throws SqlError {
        String name = statement.database().text();
        boolean master = name.equalsIgnoreCase(Catalog.MASTER);
        if (master && !replacement.isSingleUser()) {
            throw Message.RESTORE_MASTER_SINGLE_USER
                    .error()
                    .withHint("Run coffer sql with --single-user on the data folder.");
        }
        SetOpening.requireFingerprint(statement.options());
        if (!statement.options().moves().isEmpty()) {
            throw Message.NOT_SUPPORTED.error("MOVE for " + name);
        }
        work.run(
                LongWork.Kind.RESTORE_FULL,
                caller.cancellation(),
                caller.state().activity().queue(),
                () -> opened(master ? Catalog.MASTER : Catalog.MSDB, statement, caller));
    }

    /** Returns the bytes that were laid down. */
    private long opened(String name, RestoreDatabase statement, Caller caller) throws SqlError {
        RestoreOptions options = statement.options();
        try (MediaDevice device = MediaDevice.open(premises, statement.devices(), options, caller)) {
            BackupSet set = device.one(options, caller);
            MediaDevice.requireChecksums(set, options);
            if (set.core().kind() != BackupKind.FULL) {
                throw Message.ONLY_FULL_FOR_MASTER.error();
            }
            if (!set.core().database().name().equalsIgnoreCase(name)) {
                throw Message.OTHER_DATABASE.error(name);
            }
            Instant started = premises.clock().instant();
            Optional<StatsMessages> stats = StatsMessages.of(options.statsPercent(), caller);
            LaidDown report = name.equals(Catalog.MASTER)
                    ? master(set, device, options, stats, caller)
                    : msdb(set, device, options, stats, caller);
            stats.ifPresent(StatsMessages::complete);
            Reports.FileBytes bytes = new Reports.FileBytes(report.dataBytes(), report.logBytes());
            Reports.data(caller, name, set.core(), bytes);
            Reports.log(caller, name, set.core(), bytes);
            Duration elapsed = Duration.between(started, premises.clock().instant());
            if (name.equals(Catalog.MASTER)) {
                end(caller);
            } else {
                Reports.say(
                        caller,
                        Message.SUCCESSFULLY_PROCESSED,
                        Throughput.summary(RestoreDatabaseCommand.NAME, bytes.pages(), elapsed));
            }
            return set.trailer().payloadBytes();
        }
    }

    private void end(Caller caller) {
        premises.errorLog().write(Message.MASTER_RESTORED);
        caller.inform(Message.MASTER_RESTORED);
        replacement.ending().accept(Shutdown.Patience.NONE);
        caller.cancellation().cancel();
    }

    private LaidDown master(
            BackupSet set, MediaDevice device, RestoreOptions options, Optional<StatsMessages> stats, Caller caller)
            throws SqlError {
        DatabaseHome home = premises.catalog().restoredMasterHome();
        discard(home);
        boolean ready = false;
        try {
            LaidDown report = layDown(home, RecoveryOrder.Identity.SAME, set, device, options, stats, caller);
            HostedDatabase restored = premises.engine().open(home);
            premises.catalog().adopt(restored);
            restored.stop();
            replacement.takeAtNextStart();
            ready = true;
            return report;
        } catch (EngineException failed) {
            throw EngineErrors.of(failed);
        } catch (IOException failed) {
            throw Message.ENGINE_FAILED
                    .error("the order to replace master could not be written")
                    .causedBy(failed);
        } finally {
            if (!ready) {
                discard(home);
            }
        }
    }

    private LaidDown msdb(
            BackupSet set, MediaDevice device, RestoreOptions options, Optional<StatsMessages> stats, Caller caller)
            throws SqlError {
        DatabaseHome home = premises.homes().fresh(Optional.empty(), Optional.empty());
        try {
            premises.homes().note(home);
            LaidDown report = layDown(home, RecoveryOrder.Identity.FRESH, set, device, options, stats, caller);
            premises.catalog().takeHistory(premises.engine().open(home));
            return report;
        } catch (EngineException failed) {
            throw EngineErrors.of(failed);
        } catch (IOException failed) {
            throw Message.ENGINE_FAILED
                    .error("a note in the data folder could not be written")
                    .causedBy(failed);
        } finally {
            discard(home);
        }
    }

    private LaidDown layDown(
            DatabaseHome home,
            RecoveryOrder.Identity identity,
            BackupSet set,
            MediaDevice device,
            RestoreOptions options,
            Optional<StatsMessages> stats,
            Caller caller)
            throws SqlError {
        KnownRoots.report(premises.catalog(), set, device, caller);
        Map<String, String> facts = new HashMap<>(set.core().engine());
        facts.putAll(set.trailer().engine());
        RestoreOrder order =
                new RestoreOrder(home, RestoreOrder.Part.FULL, set.trailer().payloadBytes(), facts);
        try {
            LaidDown laid = pipeline.run(
                    opening.reading(set, options, device),
                    (payload, cancellation) -> premises.engine().layDown(order, payload, cancellation),
                    StatsMessages.watched(stats, caller),
                    caller.cancellation());
            premises.engine()
                    .recover(
                            new RecoveryOrder(home, identity, new RecoveryOrder.Consistent(), Optional.empty(), facts),
                            caller.cancellation());
            return laid;
        } catch (EngineException failure) {
            throw RestoreErrors.engine(failure, device.written());
        } catch (IOException | DamagedMedia | WrongKey | UntrustedSigner failure) {
            throw opening.error(failure, set, device);
        }
    }

    private void discard(DatabaseHome home) {
        try {
            premises.engine().discard(home);
            premises.homes().settled(home);
        } catch (EngineException | IOException leftover) {
            LOG.warn("The leftover {} goes at the next start", home.dataFolder(), leftover);
        }
    }
}
