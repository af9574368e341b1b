package dev.coffer.command;

import dev.coffer.catalog.BackupRecord;
import dev.coffer.catalog.Catalog;
import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.engine.DamagedPage;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.HostedDatabase;
import dev.coffer.engine.NoDifferential;
import dev.coffer.engine.SnapshotOptions;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.jobs.LongWork;
import dev.coffer.keys.SigningKey;
import dev.coffer.media.DamagedMedia;
import dev.coffer.media.SetCore;
import dev.coffer.media.SignerGone;
import dev.coffer.media.WrongKey;
import dev.coffer.pipeline.BackupOrder;
import dev.coffer.pipeline.BackupOutcome;
import dev.coffer.pipeline.BackupPipeline;
import dev.coffer.pipeline.Compression;
import dev.coffer.pipeline.Protection;
import dev.coffer.pipeline.SetDraft;
import dev.coffer.pipeline.SnapshotSource;
import dev.coffer.storage.StoreException;
import dev.coffer.tsql.BackupDatabase;
import dev.coffer.tsql.BackupOption;
import dev.coffer.tsql.BackupOptions;
import dev.coffer.tsql.Text;
import dev.coffer.work.Progress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** BACKUP DATABASE: a full or differential backup of one database. */
public final class BackupDatabaseCommand implements Command<BackupDatabase> {

    static final String NAME = "BACKUP DATABASE";

    private final Premises premises;
    private final BackupProtection protection;
    private final BackupPipeline pipeline;
    private final BackupDefaults defaults;
    private final LongWork work;
    private final Set<UUID> running = ConcurrentHashMap.newKeySet();

    public BackupDatabaseCommand(
            Premises premises, BackupProtection protection, BackupPipeline pipeline, LongWork work) {
        this.work = work;
        this.premises = premises;
        this.protection = protection;
        this.pipeline = pipeline;
        this.defaults = new BackupDefaults(premises.catalog().configuration());
    }

    @Override
    public void execute(BackupDatabase statement, Caller caller) throws SqlError {
        try {
            Terminating.withLastError(NAME, () -> backUpAlone(statement, caller));
        } catch (SqlError error) {
            premises.errorLog().failure(error);
            premises.errorLog()
                    .write(
                            Message.BACKUP_FAILED_LOGGED,
                            NAME + " " + statement.database().text());
            throw error;
        }
    }

    /** Nobody drops or restores over the database meanwhile, and no second backup of it runs. */
    private void backUpAlone(BackupDatabase statement, Caller caller) throws SqlError {
        String name = statement.database().text();
        DatabaseUses.Hold stay = premises.uses().enter(name, sessionId(caller));
        try {
            DatabaseEntry database = source(name);
            premises.uses().requireRoom(database, sessionId(caller));
            if (!running.add(database.home().id())) {
                throw Message.BACKUP_SERIALIZED.error();
            }
            try {
                DatabaseBackup backup = DatabaseBackup.of(
                        database, statement.options(), premises.catalog().history());
                work.run(
                        backup.work(),
                        caller.cancellation(),
                        caller.state().activity().queue(),
                        () -> backUp(database, backup, statement, caller));
            } finally {
                running.remove(database.home().id());
            }
        } finally {
            stay.close();
        }
    }

    private DatabaseEntry source(String name) throws SqlError {
        if (name.equalsIgnoreCase("tempdb")) {
            throw Message.TEMPDB_BACKUP.error();
        }
        if (Catalog.isMaster(name)) {
            return premises.catalog().systemDatabase(name);
        }
        if (Catalog.isSystemName(name)) {
            throw Message.NOT_SUPPORTED.error("BACKUP DATABASE " + name.toLowerCase(Locale.ROOT));
        }
        DatabaseEntry database = premises.catalog().databases().require(name);
        database.requireOnline();
        return database;
    }

    private static int sessionId(Caller caller) {
        return caller.state().client().sessionId();
    }

    /** Returns the bytes of the set. */
    private long backUp(DatabaseEntry database, DatabaseBackup backup, BackupDatabase statement, Caller caller)
            throws SqlError {
        BackupOptions options = defaults.fill(statement.options(), statement.position());
        Instant now = premises.clock().instant();
        Protection sealed = protection.of(options.encryption(), database.name(), caller);
        List<List<DevicePlace>> devices = premises.devices().toWrite(statement.devices(), options, caller);
        TargetMedia media =
                new BackupMedia(premises.catalog().history(), premises.names().zone()).choose(devices, options, now);
        HostedDatabase hosted = open(database);
        BackupOrder order = new BackupOrder(
                snapshots(hosted, backup, options),
                media.targets(),
                draft(database, hosted, backup, options, caller, now),
                sealed,
                codec(options));
        Optional<StatsMessages> stats = StatsMessages.of(options.statsPercent(), caller);
        BackupOutcome outcome = run(order, StatsMessages.watched(stats, caller), caller, media);
        BackupRecord record = BackupRecords.of(
                outcome.core(),
                outcome.trailer(),
                outcome.root(),
                outcome.setBytes(),
                media.recorded(outcome.familyGuids()));
        Reports.recorded(
                caller,
                () -> backup.record(record, database, hosted, premises.catalog().history()));
        report(outcome, backup, stats, caller);
        log(outcome, backup, media);
        return outcome.setBytes();
    }

    private static SnapshotSource snapshots(HostedDatabase hosted, DatabaseBackup backup, BackupOptions options) {
        SnapshotOptions how = new SnapshotOptions(
                options.has(BackupOption.CONTINUE_AFTER_ERROR)
                        ? SnapshotOptions.OnDamage.CONTINUE
                        : SnapshotOptions.OnDamage.STOP,
                backup.extent());
        return cancellation -> hosted.snapshot(how, cancellation);
    }

    private HostedDatabase open(DatabaseEntry entry) throws SqlError {
        try {
            return premises.engine().open(entry.home());
        } catch (EngineException failed) {
            throw EngineErrors.of(failed);
        }
    }

    private SetDraft draft(
            DatabaseEntry entry,
            HostedDatabase hosted,
            DatabaseBackup backup,
            BackupOptions options,
            Caller caller,
            Instant now)
            throws SqlError {
        return new SetDraft(
                backup.setGuid(),
                backup.kind(),
                backup.copyOnly(),
                options.has(BackupOption.CHECKSUM),
                backup.standsOn(),
                new SetCore.Text(
                        text(options.name()),
                        text(options.description()),
                        caller.login(),
                        premises.names().serverName(),
                        premises.names().machineName()),
                expiry(options, now, premises.names().zone()),
                DatabaseHeaders.of(entry, hosted, backup.lastFullPosition()),
                entry.lineage().recoveryForkGuid());
    }

    /** RETAINDAYS wins over EXPIREDATE, as on SQL Server. */
    private static Optional<Instant> expiry(BackupOptions options, Instant now, ZoneId zone) {
        if (options.retainDays().isPresent()) {
            int days = options.retainDays().getAsInt();
            return days == 0 ? Optional.empty() : Optional.of(now.plus(Duration.ofDays(days)));
        }
        return options.expireDate().map(date -> date.atZone(zone).toInstant());
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

    /** Lines in SQL Server's order: data file, 100 percent, log file, summary. */
    private static void report(
            BackupOutcome outcome, DatabaseBackup backup, Optional<StatsMessages> stats, Caller caller) {
        Reports.FileBytes bytes = new Reports.FileBytes(
                outcome.sizes().dataBytes(), outcome.sizes().logBytes());
        String database = outcome.core().database().name();
        Reports.data(caller, database, outcome.core(), bytes);
        stats.ifPresent(StatsMessages::complete);
        Reports.log(caller, database, outcome.core(), bytes);
        if (outcome.trailer().damaged()) {
            caller.inform(Message.BACKED_UP_DAMAGED);
        }
        Reports.say(
                caller,
                Message.SUCCESSFULLY_PROCESSED,
                Throughput.summary(backup.words(), bytes.pages(), outcome.elapsed()));
    }

    private void log(BackupOutcome outcome, DatabaseBackup backup, TargetMedia media) {
        SetCore.Database database = outcome.core().database();
        Reports.FileBytes bytes = new Reports.FileBytes(
                outcome.sizes().dataBytes(), outcome.sizes().logBytes());
        List<Object> places = new ArrayList<>(List.of(
                database.name(),
                premises.names().logged(database.createdAt()),
                bytes.pages(),
                Lsn.logged(database.firstLsn()),
                Lsn.logged(outcome.trailer().lastLsn())));
        if (backup.differential()) {
            places.add(Lsn.logged(database.databaseBackupLsn()));
        }
        places.add(media.deviceCount());
        places.add("FILE=" + outcome.core().position() + ", " + media.logged());
        premises.errorLog()
                .write(
                        backup.differential()
                                ? Message.DIFFERENTIAL_BACKED_UP_LOGGED
                                : Message.DATABASE_BACKED_UP_LOGGED,
                        places.toArray());
    }

    private static String text(Optional<Text> text) {
        return text.map(Text::value).orElse("");
    }
}
