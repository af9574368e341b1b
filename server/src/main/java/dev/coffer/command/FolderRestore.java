package dev.coffer.command;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.LaidDown;
import dev.coffer.engine.RestoreOrder;
import dev.coffer.engine.SharedFacts;
import dev.coffer.engine.StopPoint;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.media.BackupKind;
import dev.coffer.media.BackupSet;
import dev.coffer.media.DamagedMedia;
import dev.coffer.media.SetCore;
import dev.coffer.media.UntrustedSigner;
import dev.coffer.media.WrongKey;
import dev.coffer.pipeline.RestorePipeline;
import dev.coffer.tsql.RestoreOptions;
import dev.coffer.work.Progress;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * RESTORE ... WITH MOVE from the backup of an attached database: lays its data directory down in a folder, and its log
 * behind that, for a server of the operator's own, which replays it when it is started. It becomes no database here, so
 * NORECOVERY is how it always is.
 */
final class FolderRestore {

    private final Premises premises;
    private final SetOpening opening;
    private final RestorePipeline pipeline;

    FolderRestore(Premises premises, SetOpening opening, RestorePipeline pipeline) {
        this.premises = premises;
        this.opening = opening;
        this.pipeline = pipeline;
    }

    /** Whether the statement asks for it. */
    static boolean isMeant(BackupSet set, RestoreOptions options) {
        return set.core().engine().containsKey(SharedFacts.ELSEWHERE)
                && !options.moves().isEmpty();
    }

    /** @param statement its name in the summary */
    void run(String statement, String name, BackupSet set, MediaDevice device, RestoreOptions options, Caller caller)
            throws SqlError {
        if (premises.catalog().databases().find(name).isPresent()) {
            throw Message.DATABASE_EXISTS.error(name);
        }
        StopWish stop = StopWish.of(options, premises.names().zone());
        boolean log = set.core().kind() == BackupKind.LOG;
        if (stop.isWanted() && (!log || stop.time().isEmpty())) {
            throw Message.NOT_SUPPORTED
                    .error("RESTORE into a folder with another point to stop at than the time of a log")
                    .withHint("Say STOPAT with the last RESTORE LOG.");
        }
        if (set.core().kind() == BackupKind.DIFFERENTIAL) {
            throw Message.NOT_SUPPORTED
                    .error("RESTORE of a differential into a folder")
                    .withHint("Unpack it with coffer extract and combine it with its full by pg_combinebackup.");
        }
        Paths.Resolved target = target(set, options);
        // A time behind this log is for a later one.
        boolean behind =
                stop.time().isPresent() && stop.time().get().isAfter(LogTimes.endOf(set.core(), set.trailer()));
        RestoreOrder order = order(set, target.path(), behind ? Optional.empty() : stop.point());
        KnownRoots.report(premises.catalog(), set, device, caller);
        Optional<StatsMessages> stats = StatsMessages.of(options.statsPercent(), caller);
        Instant started = premises.clock().instant();
        LaidDown laid = layDown(order, set, device, options, StatsMessages.watched(stats, caller), caller);
        target.report(caller);
        stats.ifPresent(StatsMessages::complete);
        Reports.FileBytes bytes = new Reports.FileBytes(laid.dataBytes(), laid.logBytes());
        Reports.data(caller, name, set.core(), bytes);
        Reports.log(caller, name, set.core(), bytes);
        device.reportLosses(caller);
        if (behind) {
            caller.inform(stop.notReached());
        }
        caller.inform(Message.HANDED_OVER, target.path(), version(set));
        Duration elapsed = Duration.between(started, premises.clock().instant());
        Reports.say(caller, Message.SUCCESSFULLY_PROCESSED, Throughput.summary(statement, bytes.pages(), elapsed));
    }

    private Paths.Resolved target(BackupSet set, RestoreOptions options) throws SqlError {
        Optional<Paths.Resolved> target = Optional.empty();
        for (RestoreOptions.Move move : options.moves()) {
            SetCore.DatabaseFile file = RestorePlan.file(set, move.logicalName().value());
            if (file.type() != 'D') {
                throw Message.NOT_SUPPORTED
                        .error("MOVE of the log into a folder of its own")
                        .withHint("Move '" + set.core().database().name() + "' alone: its log goes with it.");
            }
            Paths.Resolved place =
                    premises.paths().resolve(move.path().value(), Paths.Purpose.DATABASE, Paths.Access.WRITE);
            try {
                DatabasePlaces.requireFolder(place);
            } catch (SqlError missing) {
                throw missing.followedBy(Message.FILE_CANNOT_BE_RESTORED.error(file.logicalName(), place.written()));
            }
            target = Optional.of(place);
        }
        return target.orElseThrow();
    }

    private static RestoreOrder order(BackupSet set, Path folder, Optional<StopPoint> stop) {
        Map<String, String> facts = new HashMap<>(set.core().engine());
        facts.putAll(set.trailer().engine());
        return new RestoreOrder(
                new DatabaseHome(UUID.randomUUID(), folder, folder),
                set.core().kind() == BackupKind.LOG ? RestoreOrder.Part.LOG : RestoreOrder.Part.FULL,
                set.trailer().payloadBytes(),
                stop,
                facts);
    }

    private static String version(BackupSet set) {
        return set.core().engine().getOrDefault(SharedFacts.SERVER, "of the version that was backed up");
    }

    private LaidDown layDown(
            RestoreOrder order,
            BackupSet set,
            MediaDevice device,
            RestoreOptions options,
            Progress progress,
            Caller caller)
            throws SqlError {
        try {
            return pipeline.run(
                    opening.reading(set, options, device),
                    (payload, cancellation) -> premises.engine().handOver(order, payload, cancellation),
                    progress,
                    caller.cancellation());
        } catch (EngineException failure) {
            throw RestoreErrors.engine(failure, device.written());
        } catch (FileSystemException failure) {
            throw RestoreErrors.target(failure, set, order.home().dataFolder());
        } catch (IOException | DamagedMedia | WrongKey | UntrustedSigner failure) {
            throw opening.error(failure, set, device);
        }
    }
}
