package dev.coffer.command;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.LaidDown;
import dev.coffer.engine.RestoreOrder;
import dev.coffer.engine.SharedFacts;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.media.BackupSet;
import dev.coffer.media.DamagedMedia;
import dev.coffer.media.SetCore;
import dev.coffer.media.UntrustedSigner;
import dev.coffer.media.WrongKey;
import dev.coffer.pipeline.RestorePipeline;
import dev.coffer.tsql.RestoreOption;
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
 * RESTORE DATABASE ... WITH MOVE from the backup of an attached database: lays its data directory down in a folder, for
 * a server of the operator's own. It becomes no database here.
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

    void run(String name, BackupSet set, MediaDevice device, RestoreOptions options, Caller caller) throws SqlError {
        if (premises.catalog().databases().find(name).isPresent()) {
            throw Message.DATABASE_EXISTS.error(name);
        }
        if (options.has(RestoreOption.NORECOVERY) || options.stop().isPresent()) {
            throw Message.NOT_SUPPORTED
                    .error("RESTORE into a folder WITH NORECOVERY or a point to stop at")
                    .withHint("Leave them out: the folder is a full backup's.");
        }
        Paths.Resolved target = target(set, options);
        RestoreOrder order = order(set, target.path());
        KnownRoots.report(premises.catalog(), set, device, caller);
        options.trustedSigner()
                .ifPresent(signer -> premises.errorLog().write(Message.SIGNER_ACCEPTED, signer, device.written()));
        Optional<StatsMessages> stats = StatsMessages.of(options.statsPercent(), caller);
        Instant started = premises.clock().instant();
        LaidDown laid = layDown(order, set, device, options, StatsMessages.watched(stats, caller), caller);
        target.report(caller);
        stats.ifPresent(StatsMessages::complete);
        Reports.FileBytes bytes = new Reports.FileBytes(laid.dataBytes(), laid.logBytes());
        Reports.data(caller, name, set.core(), bytes);
        Reports.log(caller, name, set.core(), bytes);
        device.reportLosses(caller);
        caller.inform(Message.HANDED_OVER, target.path(), version(set));
        Duration elapsed = Duration.between(started, premises.clock().instant());
        Reports.say(
                caller,
                Message.SUCCESSFULLY_PROCESSED,
                Throughput.summary(RestoreDatabaseCommand.NAME, bytes.pages(), elapsed));
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
            target = Optional.of(
                    premises.paths().resolve(move.path().value(), Paths.Purpose.DATABASE, Paths.Access.WRITE));
        }
        return target.orElseThrow();
    }

    private static RestoreOrder order(BackupSet set, Path folder) {
        Map<String, String> facts = new HashMap<>(set.core().engine());
        facts.putAll(set.trailer().engine());
        return new RestoreOrder(
                new DatabaseHome(UUID.randomUUID(), folder, folder),
                RestoreOrder.Part.FULL,
                set.trailer().payloadBytes(),
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
                    opening.reading(set, options),
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
