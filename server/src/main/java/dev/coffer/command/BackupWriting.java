package dev.coffer.command;

import dev.coffer.catalog.Configuration;
import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.catalog.ServerOption;
import dev.coffer.engine.DamagedPage;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.NoDifferential;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.keys.SigningKey;
import dev.coffer.media.BackupKind;
import dev.coffer.media.DamagedMedia;
import dev.coffer.media.SetCore;
import dev.coffer.media.SignerGone;
import dev.coffer.media.WrongKey;
import dev.coffer.pipeline.BackupOrder;
import dev.coffer.pipeline.BackupOutcome;
import dev.coffer.pipeline.BackupPipeline;
import dev.coffer.pipeline.Compression;
import dev.coffer.pipeline.Restraint;
import dev.coffer.pipeline.SetDraft;
import dev.coffer.pipeline.SnapshotSource;
import dev.coffer.storage.StoreException;
import dev.coffer.tsql.BackupOption;
import dev.coffer.tsql.BackupOptions;
import dev.coffer.tsql.TargetDevices;
import dev.coffer.tsql.Text;
import dev.coffer.work.Progress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What BACKUP DATABASE and BACKUP LOG have in common: from options and devices to a committed set. */
public final class BackupWriting {

    private final Premises premises;
    private final BackupProtection protection;
    private final BackupPipeline pipeline;

    public BackupWriting(Premises premises, BackupProtection protection, BackupPipeline pipeline) {
        this.premises = premises;
        this.protection = protection;
        this.pipeline = pipeline;
    }

    /** What a statement wants written. */
    record Wanted(TargetDevices devices, BackupOptions options) {}

    /**
     * A committed set, and where it is.
     *
     * @param stats still to be completed
     */
    record Written(BackupOutcome outcome, TargetMedia media, Optional<StatsMessages> stats) {}

    /** Writes one set. A device that cannot be made is in the error log beside what the client is told. */
    Written write(Wanted wanted, SnapshotSource source, SetDraft draft, Instant now, Caller caller) throws SqlError {
        try {
            return written(wanted, source, draft, now, caller);
        } catch (SqlError failed) {
            if (failed.catalogued() == Message.CANNOT_OPEN_DEVICE && failed.getCause() instanceof StoreException why) {
                report(why);
            }
            throw failed;
        }
    }

    private void report(StoreException why) {
        boolean remote = why.location().value().contains("://");
        premises.errorLog()
                .write(
                        Message.DEVICE_FAILED_LOGGED,
                        remote ? "BackupVirtualDeviceFile" : "BackupDiskFile",
                        why.location(),
                        StorageErrors.reason(why));
    }

    private Written written(Wanted wanted, SnapshotSource source, SetDraft draft, Instant now, Caller caller)
            throws SqlError {
        BackupOptions options = wanted.options();
        dev.coffer.pipeline.Protection sealed =
                protection.of(options.encryption(), draft.database().name(), caller);
        Optional<Instant> retainUntil =
                saysHowLong(options) ? expiry(options, now, premises.names().zone()) : Optional.empty();
        List<List<DevicePlace>> devices =
                premises.devices().toWrite(wanted.devices(), new Devices.Writing(options, retainUntil), caller);
        TargetMedia media = new BackupMedia(
                        premises.catalog().history(), premises.names().zone())
                .choose(devices, options, now, caller);
        BackupOrder order = new BackupOrder(
                source, media.targets(), draft, sealed, codec(options), restraint(draft.kind(), options, devices));
        Optional<StatsMessages> stats = StatsMessages.of(options.statsPercent(), caller);
        return new Written(expected(order, StatsMessages.watched(stats, caller), caller, media), media, stats);
    }

    /** The keys are noted first, so that no end of this process leaves a set whose certificate can be dropped. */
    private BackupOutcome expected(BackupOrder order, Progress progress, Caller caller, TargetMedia media)
            throws SqlError {
        UUID set = order.draft().setGuid();
        premises.catalog()
                .history()
                .expect(
                        set,
                        order.protection().recipients().stream()
                                .map(recipient -> recipient.encryptor().keyId())
                                .toList());
        try {
            return run(order, progress, caller, media);
        } catch (SqlError | RuntimeException failed) {
            try {
                premises.catalog().history().expectNoMore(set);
            } catch (SqlError stays) {
                failed.addSuppressed(stays);
            }
            throw failed;
        }
    }

    /**
     * What a set is among others.
     *
     * @param standsOn the full of a differential, the backup of the log before a log
     */
    record Identity(UUID setGuid, BackupKind kind, boolean copyOnly, Optional<SetDraft.Base> standsOn) {}

    /** What the statement says about its set. */
    SetDraft draft(
            Identity identity,
            SetCore.Database database,
            DatabaseEntry entry,
            BackupOptions options,
            Instant now,
            Caller caller) {
        return new SetDraft(
                identity.setGuid(),
                identity.kind(),
                identity.copyOnly(),
                options.has(BackupOption.CHECKSUM),
                identity.standsOn(),
                new SetCore.Text(
                        text(options.name()),
                        text(options.description()),
                        caller.login(),
                        premises.names().serverName(),
                        premises.names().machineName()),
                expiry(options, now, premises.names().zone()),
                database,
                entry.lineage().recoveryForkGuid(),
                DatabaseHeaders.facts(entry));
    }

    /** Nobody can lift a lock, so what sp_configure has set for all backups asks for none. */
    private static boolean saysHowLong(BackupOptions options) {
        return options.has(BackupOption.RETAINDAYS) || options.has(BackupOption.EXPIREDATE);
    }

    /** RETAINDAYS wins over EXPIREDATE, as on SQL Server. */
    private static Optional<Instant> expiry(BackupOptions options, Instant now, ZoneId zone) {
        if (options.retainDays().isPresent()) {
            int days = options.retainDays().getAsInt();
            return days == 0 ? Optional.empty() : Optional.of(now.plus(Duration.ofDays(days)));
        }
        return options.expireDate().map(date -> date.atZone(zone).toInstant());
    }

    /** As sp_configure has it when the backup begins. */
    private Restraint restraint(BackupKind kind, BackupOptions options, List<List<DevicePlace>> devices)
            throws SqlError {
        Configuration configuration = premises.catalog().configuration();
        Restraint configured = new Restraint(
                (long) configuration.inUse(ServerOption.BACKUP_MAX_MB_PER_SECOND) << 20,
                configuration.inUse(ServerOption.BACKUP_MAX_WORKERS),
                buffering(options, devices));
        return kind == BackupKind.LOG ? configured.ofLog() : configured;
    }

    /** Where a URL is among the devices, the parts that go there are what the statement asks for. */
    private static Restraint.Buffering buffering(BackupOptions options, List<List<DevicePlace>> devices) {
        boolean remote = devices.stream().flatMap(List::stream).anyMatch(place -> place.kind() == DevicePlace.Kind.URL);
        return remote
                ? Restraint.Buffering.ORDINARY
                : new Restraint.Buffering(options.bufferCount(), options.maxTransferSizeBytes());
    }

    private static Compression codec(BackupOptions options) throws SqlError {
        if (options.compression().isEmpty()) {
            return Compression.none();
        }
        dev.coffer.tsql.Compression asked = options.compression().get();
        return switch (asked.choice()) {
            case OFF -> Compression.none();
            case DEFAULT, ZSTD -> Compression.zstd(asked.level().orElse(1));
            case MS_XPRESS, QAT_DEFLATE ->
                throw Message.NOT_SUPPORTED
                        .error("COMPRESSION (ALGORITHM = " + asked.choice() + ")")
                        .withHint("Use COMPRESSION or COMPRESSION (ALGORITHM = ZSTD).");
        };
    }

    private BackupOutcome run(BackupOrder order, Progress progress, Caller caller, TargetMedia media) throws SqlError {
        try {
            return pipeline.run(order, progress, caller.cancellation());
        } catch (DamagedPage damaged) {
            throw EngineErrors.of(damaged).withHint("Use CONTINUE_AFTER_ERROR to back up what can be read.");
        } catch (NoDifferential missing) {
            throw Message.NO_FULL_BACKUP
                    .error(order.draft().database().name())
                    .withHint("Take a full backup first: " + missing.getMessage() + ".")
                    .causedBy(missing);
        } catch (EngineException failed) {
            throw EngineErrors.of(failed);
        } catch (DamagedMedia damaged) {
            throw MediaErrors.damaged(damaged, media.written(damaged));
        } catch (WrongKey mismatch) {
            throw Message.PRIVATE_KEY_MISMATCH.error("certificate").causedBy(mismatch);
        } catch (SignerGone replaced) {
            throw Message.CANNOT_FIND
                    .error("use", "certificate", SigningKey.NAME)
                    .withHint("Run the statement again: the signing key was replaced while the backup ran.")
                    .causedBy(replaced);
        } catch (StoreException failed) {
            String device = media.written(failed.location());
            throw failed.kind() == StoreException.Kind.NO_SPACE || failed.kind() == StoreException.Kind.BROKEN
                    ? StorageErrors.writing(failed, device)
                    : StorageErrors.opening(failed, device);
        } catch (IOException failed) {
            throw Message.IO_ERROR
                    .error(
                            media.written(
                                    order.targets().families().get(0).get(0).location()),
                            String.valueOf(failed.getMessage()))
                    .causedBy(failed);
        }
    }

    private static String text(Optional<Text> text) {
        return text.map(Text::value).orElse("");
    }
}
