package dev.coffer.command;

import dev.coffer.catalog.Catalog;
import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.HostedDatabase;
import dev.coffer.engine.RecoveryOrder;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.jobs.LongWork;
import dev.coffer.media.BackupKind;
import dev.coffer.pipeline.RestorePipeline;
import dev.coffer.tsql.RestoreDatabase;
import dev.coffer.tsql.RestoreOption;
import dev.coffer.tsql.RestoreOptions;
import dev.coffer.tsql.Shutdown;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * RESTORE DATABASE master and msdb. master is laid down beside the one that runs, which the next start then replaces;
 * the instance ends, as SQL Server does. Of msdb only the rows of its history come back, while the instance runs.
 */
public final class SystemRestore {

    /** Both come back whole, at once, and where they are; what means nothing for any database is taken here too. */
    private static final Set<RestoreOption> SUITABLE = Collections.unmodifiableSet(EnumSet.of(
            RestoreOption.FILE,
            RestoreOption.REPLACE,
            RestoreOption.RECOVERY,
            RestoreOption.STATS,
            RestoreOption.CHECKSUM,
            RestoreOption.NO_CHECKSUM,
            RestoreOption.STOP_ON_ERROR,
            RestoreOption.CONTINUE_AFTER_ERROR,
            RestoreOption.MEDIANAME,
            RestoreOption.LOADHISTORY,
            RestoreOption.RESTART,
            RestoreOption.KEEP_REPLICATION,
            RestoreOption.KEEP_CDC,
            RestoreOption.ENABLE_BROKER,
            RestoreOption.NEW_BROKER,
            RestoreOption.ERROR_BROKER_CONVERSATIONS,
            RestoreOption.BLOCKSIZE,
            RestoreOption.BUFFERCOUNT,
            RestoreOption.MAXTRANSFERSIZE,
            RestoreOption.CREDENTIAL,
            RestoreOption.RESTORE_OPTIONS,
            RestoreOption.REWIND,
            RestoreOption.NOREWIND,
            RestoreOption.UNLOAD,
            RestoreOption.NOUNLOAD,
            RestoreOption.TRUST_SIGNER));

    private final Premises premises;
    private final SetLaying laying;
    private final Recovering recovering;
    private final LongWork work;
    private final Master replacement;

    public SystemRestore(
            Premises premises, SetOpening opening, RestorePipeline pipeline, LongWork work, Master replacement) {
        this.premises = premises;
        this.laying = new SetLaying(premises, opening, pipeline);
        this.recovering = new Recovering(premises);
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

    /**
     * @throws SqlError 3108 for master unless this instance was started for one user; 49900 for an option that neither
     *     takes
     */
    void restore(RestoreDatabase statement, Caller caller) throws SqlError {
        String name = statement.database().text();
        boolean master = name.equalsIgnoreCase(Catalog.MASTER);
        if (master && !replacement.isSingleUser()) {
            throw Message.RESTORE_MASTER_SINGLE_USER
                    .error()
                    .withHint("Run coffer sql with --single-user on the data folder.");
        }
        SetOpening.requireFingerprint(statement.options());
        for (RestoreOption option : statement.options().given().keySet()) {
            if (!SUITABLE.contains(option)) {
                throw Message.NOT_SUPPORTED.error(option + " for " + name);
            }
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
            ChosenSet chosen = ChosenSet.of(device, options, caller);
            if (chosen.kind() != BackupKind.FULL) {
                throw Message.ONLY_FULL_FOR_MASTER.error();
            }
            if (!chosen.set().core().database().name().equalsIgnoreCase(name)) {
                throw Message.OTHER_DATABASE.error(name);
            }
            boolean master = name.equals(Catalog.MASTER);
            LaidSet laid = master ? master(chosen, caller) : msdb(chosen, caller);
            // Where the files of the one are that runs: what was laid down takes their place, or was read and is gone.
            DatabaseHome home = premises.catalog().systemDatabase(name).home();
            laid.report(new LaidSet.Became(name, home, true), caller);
            if (master) {
                end(caller);
            } else {
                laid.summarise(RestoreDatabaseCommand.NAME, caller);
            }
            return chosen.payloadBytes();
        }
    }

    private void end(Caller caller) {
        premises.errorLog().write(Message.MASTER_RESTORED);
        caller.inform(Message.MASTER_RESTORED);
        replacement.ending().accept(Shutdown.Patience.NONE);
        caller.cancellation().cancel();
    }

    private LaidSet master(ChosenSet chosen, Caller caller) throws SqlError {
        DatabaseHome home = premises.catalog().restoredMasterHome();
        premises.homes().discard(home);
        boolean ready = false;
        try {
            LaidSet laid = layDown(home, RecoveryOrder.Identity.SAME, chosen, caller);
            HostedDatabase restored = premises.engine().open(home);
            premises.catalog().adopt(restored);
            restored.stop();
            replacement.takeAtNextStart();
            ready = true;
            return laid;
        } catch (EngineException failed) {
            throw EngineErrors.of(failed);
        } catch (IOException failed) {
            throw Message.ENGINE_FAILED
                    .error("the order to replace master could not be written")
                    .causedBy(failed);
        } finally {
            if (!ready) {
                premises.homes().discard(home);
            }
        }
    }

    private LaidSet msdb(ChosenSet chosen, Caller caller) throws SqlError {
        DatabaseHome home = premises.homes().fresh(Optional.empty(), Optional.empty());
        try {
            recovering.note(home);
            LaidSet laid = layDown(home, RecoveryOrder.Identity.FRESH, chosen, caller);
            premises.catalog().takeHistory(premises.engine().open(home));
            return laid;
        } catch (EngineException failed) {
            throw EngineErrors.of(failed);
        } finally {
            premises.homes().discard(home);
        }
    }

    private LaidSet layDown(DatabaseHome home, RecoveryOrder.Identity identity, ChosenSet chosen, Caller caller)
            throws SqlError {
        LaidSet laid = laying.layDown(chosen, chosen.order(home, Optional.empty()), caller);
        recovering.recover(
                new RecoveryOrder(home, identity, new RecoveryOrder.Consistent(), Optional.empty(), chosen.facts()),
                caller);
        return laid;
    }
}
