package dev.coffer.command;

import dev.coffer.catalog.BackupRecord;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.jobs.LongWork;
import dev.coffer.media.BackupSet;
import dev.coffer.media.DamagedMedia;
import dev.coffer.media.UntrustedSigner;
import dev.coffer.media.WrongKey;
import dev.coffer.pipeline.VerifyPipeline;
import dev.coffer.tsql.RestoreOption;
import dev.coffer.tsql.RestoreOptions;
import dev.coffer.tsql.RestoreVerifyOnly;
import dev.coffer.work.Progress;
import java.io.IOException;
import java.util.Optional;

/** RESTORE VERIFYONLY: reads, verifies and unseals every byte of a backup set, and keeps none. */
public final class RestoreVerifyOnlyCommand implements Command<RestoreVerifyOnly> {

    private final Premises premises;
    private final SetOpening opening;
    private final VerifyPipeline pipeline;
    private final LongWork work;

    public RestoreVerifyOnlyCommand(Premises premises, SetOpening opening, VerifyPipeline pipeline, LongWork work) {
        this.work = work;
        this.premises = premises;
        this.opening = opening;
        this.pipeline = pipeline;
    }

    @Override
    public void execute(RestoreVerifyOnly statement, Caller caller) throws SqlError {
        Terminating.withLastError("VERIFY DATABASE", () -> {
            SetOpening.requireFingerprint(statement.options());
            work.run(
                    LongWork.Kind.VERIFY,
                    caller.cancellation(),
                    caller.state().activity().queue(),
                    () -> opened(statement, caller));
        });
    }

    /** Returns the bytes that were read. */
    private long opened(RestoreVerifyOnly statement, Caller caller) throws SqlError {
        try (MediaDevice device = MediaDevice.open(premises, statement.devices(), statement.options(), caller)) {
            return verify(device, statement.options(), caller);
        }
    }

    private long verify(MediaDevice device, RestoreOptions options, Caller caller) throws SqlError {
        BackupSet set = device.one(options, caller);
        MediaDevice.requireChecksums(set, options);
        Optional<StatsMessages> stats = StatsMessages.of(options.statsPercent(), caller);
        Progress progress = StatsMessages.watched(stats, caller);
        try {
            pipeline.run(opening.reading(set, options, device), progress, caller.cancellation());
        } catch (IOException | DamagedMedia | WrongKey | UntrustedSigner failure) {
            throw opening.error(failure, set, device);
        }
        stats.ifPresent(StatsMessages::complete);
        device.reportLosses(caller);
        if (set.trailer().damaged()) {
            caller.inform(Message.SET_WAS_DAMAGED);
        }
        KnownRoots.report(premises.catalog(), set, device, caller);
        Signatures.reportUnlisted(device, caller);
        if (options.has(RestoreOption.LOADHISTORY)) {
            BackupRecord record =
                    BackupRecords.of(set.core(), set.trailer(), set.root(), set.sizeBytes(), device.families());
            Reports.recorded(caller, () -> premises.catalog().history().load(record));
        }
        caller.inform(Message.BACKUP_SET_VALID, set.core().position());
        return set.trailer().payloadBytes();
    }
}
