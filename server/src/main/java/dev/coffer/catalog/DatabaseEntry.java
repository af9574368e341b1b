package dev.coffer.catalog;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.time.Instant;
import java.util.Optional;

/**
 * A row of the catalogue: one user database.
 *
 * @param databaseId sys.databases.database_id, 5 or more, not used again within the instance
 * @param name in its original spelling, 1 to 128 characters, unique without regard to case
 * @param files what it calls its files; a change of its name leaves them
 * @param home where it lives; the restore's commit is the change of this value
 * @param createdAt to the millisecond; kept through restores in place
 * @param state whether it can be used
 * @param access who may be in it
 * @param updateability whether users' statements change it; READ_ONLY in standby
 * @param recoveryModel FULL for new databases
 * @param lineage its identities
 * @param owner login that owns it
 * @param attached where it is, when it is a server elsewhere; then its home holds none of its data
 */
public record DatabaseEntry(
        int databaseId,
        String name,
        LogicalNames files,
        DatabaseHome home,
        Instant createdAt,
        DatabaseState state,
        UserAccess access,
        Updateability updateability,
        RecoveryModel recoveryModel,
        Lineage lineage,
        String owner,
        Optional<AttachedServer> attached) {

    public static final int MAX_NAME_CHARACTERS = 128;

    public DatabaseEntry {
        if (name.isEmpty() || name.length() > MAX_NAME_CHARACTERS) {
            throw new IllegalArgumentException(
                    "A database name has 1 to " + MAX_NAME_CHARACTERS + " characters, not " + name.length());
        }
    }

    /** @throws SqlError 927 while it is restoring, 942 while it is offline */
    public void requireOnline() throws SqlError {
        switch (state) {
            case ONLINE, STANDBY -> {}
            case RESTORING -> throw Message.DATABASE_RESTORING.error(name);
            case OFFLINE -> throw Message.DATABASE_OFFLINE.error(name);
        }
    }

    /** @throws SqlError as {@link #requireOnline}, and 3036 in standby */
    public void requireBackable() throws SqlError {
        requireOnline();
        if (state == DatabaseState.STANDBY) {
            throw Message.BACKUP_IN_STANDBY.error(name);
        }
    }

    /** @throws SqlError as {@link #requireOnline}, and 49921 when it is attached: what it holds is not here */
    public void requireUsable() throws SqlError {
        requireOnline();
        if (attached.isPresent()) {
            throw Message.DATABASE_ATTACHED
                    .error(name)
                    .withHint("Connect to its own server, or restore a backup of it under another name.");
        }
    }
}
