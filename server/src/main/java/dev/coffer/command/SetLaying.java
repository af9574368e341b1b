package dev.coffer.command;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.LaidDown;
import dev.coffer.engine.RestoreOrder;
import dev.coffer.errors.SqlError;
import dev.coffer.media.DamagedMedia;
import dev.coffer.media.UntrustedSigner;
import dev.coffer.media.WrongKey;
import dev.coffer.pipeline.PayloadTarget;
import dev.coffer.pipeline.RestorePipeline;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Instant;
import java.util.Optional;

/**
 * Lays one set down: what is alike for all that RESTORE reads, a full, a differential, a log, a set that goes into a
 * folder, and master and msdb. A place that cannot be written is never blamed on the backup. Thread-safe.
 */
final class SetLaying {

    private final Premises premises;
    private final SetOpening opening;
    private final RestorePipeline pipeline;

    SetLaying(Premises premises, SetOpening opening, RestorePipeline pipeline) {
        this.premises = premises;
        this.opening = opening;
        this.pipeline = pipeline;
    }

    /** In a home of this instance; a failure leaves that as it was. */
    LaidSet layDown(ChosenSet chosen, RestoreOrder order, Caller caller) throws SqlError {
        return run(
                chosen,
                order,
                (payload, cancellation) -> premises.engine().layDown(order, payload, cancellation),
                caller);
    }

    /** In a folder for a server of the operator's own; a failure leaves what was there. */
    LaidSet handOver(ChosenSet chosen, RestoreOrder order, Caller caller) throws SqlError {
        return run(
                chosen,
                order,
                (payload, cancellation) -> premises.engine().handOver(order, payload, cancellation),
                caller);
    }

    private LaidSet run(ChosenSet chosen, RestoreOrder order, PayloadTarget<LaidDown> target, Caller caller)
            throws SqlError {
        MediaDevice device = chosen.device();
        KnownRoots.report(premises.catalog(), chosen.set(), device, caller);
        Optional<StatsMessages> stats = StatsMessages.of(chosen.options().statsPercent(), caller);
        Instant started = premises.clock().instant();
        try {
            LaidDown laid = pipeline.run(
                    opening.reading(chosen.set(), chosen.options(), device),
                    target,
                    StatsMessages.watched(stats, caller),
                    caller.cancellation());
            return new LaidSet(premises, chosen, laid, stats, started);
        } catch (EngineException failure) {
            throw RestoreErrors.engine(failure, device.written());
        } catch (FileSystemException failure) {
            throw RestoreErrors.target(failure, chosen.set(), order.home().dataFolder());
        } catch (IOException | DamagedMedia | WrongKey | UntrustedSigner failure) {
            throw opening.error(failure, chosen.set(), device);
        }
    }
}
