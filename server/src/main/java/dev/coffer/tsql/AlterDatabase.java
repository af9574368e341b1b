package dev.coffer.tsql;

import java.util.List;
import java.util.Optional;

/**
 * {@code ALTER DATABASE name | CURRENT MODIFY NAME = name | MODIFY FILE (NAME = name, NEWNAME = name)
 * | SET option [, option]... [WITH termination]}
 *
 * @param database empty for the current one
 * @param changes at least one, in the order they were written
 * @param termination what becomes of other sessions in the database
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/alter-database-transact-sql">ALTER DATABASE</a>
 */
public record AlterDatabase(Position position, Optional<Name> database, List<Change> changes, Termination termination)
        implements Statement {

    public AlterDatabase {
        changes = List.copyOf(changes);
    }

    /** What is done to the database; each kind has its own {@code DatabaseChange} among the commands. */
    public sealed interface Change {

        /** As messages name it, such as READ_ONLY. */
        String option();
    }

    /** {@code MODIFY NAME = name}. */
    public record Rename(Name name) implements Change {
        @Override
        public String option() {
            return "MODIFY NAME";
        }
    }

    /** {@code MODIFY FILE (NAME = file, NEWNAME = newName)}. */
    public record ModifyFile(Name file, Name newName) implements Change {
        @Override
        public String option() {
            return "MODIFY FILE";
        }
    }

    /** Who may be in the database. */
    public record SetAccess(Access access) implements Change {
        @Override
        public String option() {
            return access.name();
        }
    }

    public enum Access {
        MULTI_USER,
        SINGLE_USER,
        RESTRICTED_USER
    }

    /** Whether it can be used at all. */
    public record SetAvailability(Availability availability) implements Change {
        @Override
        public String option() {
            return availability.name();
        }
    }

    public enum Availability {
        ONLINE,
        OFFLINE
    }

    /** Whether statements change it. */
    public record SetUpdates(Updates updates) implements Change {
        @Override
        public String option() {
            return updates.name();
        }
    }

    public enum Updates {
        READ_WRITE,
        READ_ONLY
    }

    /**
     * {@code WITH ROLLBACK IMMEDIATE | ROLLBACK AFTER n [SECONDS] | NO_WAIT}, or nothing: then the statement waits.
     *
     * @param seconds until others are ended; 0 for the other kinds
     */
    public record Termination(Patience patience, long seconds) {
        public static final Termination NONE = new Termination(Patience.ENDLESS, 0);
    }

    public enum Patience {
        /** Wait until the others have left. */
        ENDLESS,
        /** Fail when somebody is there. */
        NONE,
        /** End the others after some seconds. */
        LIMITED
    }

    /** An option that has one value here. */
    public record Describe(DatabaseOption described, String value) implements Change {
        @Override
        public String option() {
            return described.name();
        }
    }

    /** {@code RECOVERY FULL | BULK_LOGGED | SIMPLE}. */
    public record SetRecovery(Model model) implements Change {

        /** A recovery model. */
        public enum Model {
            FULL,
            BULK_LOGGED,
            SIMPLE
        }

        @Override
        public String option() {
            return "RECOVERY";
        }
    }

    /**
     * {@code LOG_STREAMING = ON ({ DISK = 'folder' | URL = 'folder' [, CREDENTIAL = 'name'] [, BACKUP_OPTIONS = 'json']
     * } [, ENCRYPTION (...)]) | OFF}.
     *
     * @param target empty: OFF
     */
    public record SetLogStreaming(Optional<LogTarget> target) implements Change {
        @Override
        public String option() {
            return "LOG_STREAMING";
        }
    }

    /**
     * Where a stream of log backups goes: a folder, a file for each.
     *
     * @param folder on disk, or a URL
     * @param remote what else opens a URL
     */
    public record LogTarget(Device folder, RemoteOptions remote, Optional<Encryption> encryption) {}

    @Override
    public String words() {
        return "ALTER DATABASE";
    }
}
