package dev.coffer.command;

import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.catalog.RestoreSequence;
import dev.coffer.catalog.RestoreSequences;
import dev.coffer.catalog.UserAccess;
import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.EngineException;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.BackupOptions;
import dev.coffer.tsql.RestoreOption;
import dev.coffer.tsql.RestoreOptions;
import dev.coffer.tsql.Text;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What becomes of a database behind one step of its restore, or behind its tail: RECOVERY, NORECOVERY or STANDBY. A
 * failure leaves it RESTORING with all that was laid down. Closing it removes the file that STANDBY named, unless that
 * came about. Confined to one statement.
 */
final class RestoreEnd implements AutoCloseable {

    private final Premises premises;
    private final Recovering recovering;
    private final Kind wanted;
    private final UserAccess access;
    private final Optional<UndoFile> undoFile;

    /** @param access to the database once it is recovered */
    private RestoreEnd(Premises premises, Kind wanted, UserAccess access, Optional<UndoFile> undoFile) {
        this.premises = premises;
        this.recovering = new Recovering(premises);
        this.wanted = wanted;
        this.access = access;
        this.undoFile = undoFile;
    }

    enum Kind {
        RECOVERY,
        NORECOVERY,
        STANDBY
    }

    /**
     * As RESTORE says, before anything is touched.
     *
     * @param database that the step is of, if it is there
     * @throws SqlError 3201 when the file of STANDBY cannot be made
     */
    static RestoreEnd of(RestoreOptions options, Optional<DatabaseEntry> database, Premises premises, Caller caller)
            throws SqlError {
        UserAccess access = Recovering.access(options);
        if (options.standby().isPresent()) {
            return standby(options.standby().get(), access, database, premises, caller);
        }
        Kind wanted = options.has(RestoreOption.NORECOVERY) ? Kind.NORECOVERY : Kind.RECOVERY;
        return new RestoreEnd(premises, wanted, access, Optional.empty());
    }

    /** The same of BACKUP LOG, behind the tail. */
    static RestoreEnd of(BackupOptions options, DatabaseEntry database, Premises premises, Caller caller)
            throws SqlError {
        return options.standby().isPresent()
                ? standby(options.standby().get(), database.access(), Optional.of(database), premises, caller)
                : new RestoreEnd(premises, Kind.NORECOVERY, database.access(), Optional.empty());
    }

    private static RestoreEnd standby(
            Text file, UserAccess access, Optional<DatabaseEntry> database, Premises premises, Caller caller)
            throws SqlError {
        UndoFile undoFile = UndoFile.claim(file.value(), database, premises, caller);
        return new RestoreEnd(premises, Kind.STANDBY, access, Optional.of(undoFile));
    }

    /** @param pointAhead whether the point to stop at is still to come: then nothing is recovered */
    Kind kind(boolean pointAhead) {
        return pointAhead ? Kind.NORECOVERY : wanted;
    }

    /**
     * Before more is laid down of a database: what it comes to must find room.
     *
     * @throws SqlError 3257 when a copy of all does not
     */
    void requireRoom(DatabaseEntry database, long moreBytes) throws SqlError {
        if (wanted == Kind.STANDBY) {
            recovering.requireRoomToStandBy(database.home(), moreBytes);
        }
    }

    /** Of a database that is listed as RESTORING, with all that was laid down. */
    void reach(Kind kind, DatabaseEntry database, RestoreSequence sequence, Caller caller) throws SqlError {
        RestoreSequences restores = premises.catalog().restores();
        Optional<Path> before = restores.undoFile(database.databaseId());
        switch (kind) {
            case RECOVERY -> recovering.finish(database, sequence, access, caller);
            case STANDBY -> {
                recovering.standBy(database.home(), sequence, caller);
                list(database);
            }
            case NORECOVERY -> {
                endStandBy(database.home());
                restores.forgetUndoFile(database.databaseId());
            }
        }
        removeUnless(kind, before);
    }

    /** The catalogue's part of STANDBY; what the database was before goes. */
    void list(DatabaseEntry database) throws SqlError {
        UndoFile named = undoFile.orElseThrow();
        Optional<DatabaseHome> kept = premises.catalog().restores().keptHome(database.databaseId());
        if (kept.isPresent()) {
            recovering.note(kept.get());
        }
        premises.catalog().restores().standBy(database, named.path());
        named.keep();
        kept.ifPresent(premises.homes()::discard);
    }

    private void endStandBy(DatabaseHome home) throws SqlError {
        try {
            premises.engine().endStandBy(home);
        } catch (EngineException failed) {
            throw EngineErrors.of(failed);
        }
    }

    /** The file of an earlier standby, which is over, goes, unless the database is in standby with it again. */
    void removeUnless(Kind kind, Optional<Path> before) {
        boolean again = kind == Kind.STANDBY && undoFile.map(UndoFile::path).equals(before);
        if (!again) {
            before.ifPresent(UndoFile::remove);
        }
    }

    @Override
    public void close() {
        undoFile.ifPresent(UndoFile::close);
    }
}
