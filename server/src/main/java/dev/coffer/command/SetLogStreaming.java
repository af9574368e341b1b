package dev.coffer.command;

import dev.coffer.catalog.Catalog;
import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.catalog.LogStreams;
import dev.coffer.catalog.RecoveryModel;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.AlterDatabase;
import dev.coffer.tsql.Device;
import dev.coffer.tsql.Encryption;
import dev.coffer.tsql.Name;
import dev.coffer.tsql.Text;
import java.nio.file.Files;
import java.util.stream.Collectors;

/**
 * LOG_STREAMING: from now on the log of an attached database is backed up every few seconds, into files of a folder,
 * on disk or at a URL. Who does that looks at the catalogue.
 */
public final class SetLogStreaming implements DatabaseChange<AlterDatabase.SetLogStreaming> {

    private static final String NAME = "ALTER DATABASE";

    private final Premises premises;
    private final BackupProtection protection;

    public SetLogStreaming(Premises premises, BackupProtection protection) {
        this.premises = premises;
        this.protection = protection;
    }

    @Override
    public boolean suitsAttached() {
        return true;
    }

    @Override
    public void make(AlterDatabase.SetLogStreaming change, Target target) throws SqlError {
        DatabaseEntry database = target.database();
        if (change.target().isEmpty()) {
            premises.catalog().logStreams().remove(database.databaseId());
            return;
        }
        if (database.attached().isEmpty()) {
            throw Message.NOT_SUPPORTED
                    .error("LOG_STREAMING of a database of this instance")
                    .withHint("Use BACKUP LOG.");
        }
        if (database.recoveryModel() == RecoveryModel.SIMPLE) {
            throw Message.SIMPLE_RECOVERY.error(NAME);
        }
        AlterDatabase.LogTarget into = change.target().get();
        // What is not there is told now, not by a backup later on: folder, credential, certificate.
        LogStreams.Target found = into.folder().find(new Places(into, target.caller()));
        protection.of(into.encryption(), database.name(), target.caller());
        premises.catalog().logStreams().put(database.databaseId(), found);
    }

    /** What is kept of each kind of folder. */
    private final class Places implements Device.Finder<LogStreams.Target> {

        private final AlterDatabase.LogTarget into;
        private final Caller caller;

        Places(AlterDatabase.LogTarget into, Caller caller) {
            this.into = into;
            this.caller = caller;
        }

        @Override
        public LogStreams.Target disk(Text path) throws SqlError {
            requireFolder(path.value(), caller);
            return new LogStreams.Target("DISK", path.value(), "", encryption());
        }

        @Override
        public LogStreams.Target url(Text url) throws SqlError {
            String folder = url.value().endsWith("/") ? url.value() : url.value() + "/";
            // The stream runs in master: a credential of the caller's database would be of no use to it.
            premises.devices().object(new Text(folder + "x", url.position()), into.remote(), Catalog.MASTER, caller);
            return new LogStreams.Target("URL", url.value(), remote(), encryption());
        }

        @Override
        public LogStreams.Target logical(Name name) {
            throw new IllegalStateException("The parser knows no such folder");
        }

        private String encryption() {
            return into.encryption().map(SetLogStreaming::words).orElse("");
        }

        private String remote() {
            return into.remote()
                            .credential()
                            .map(name -> ", CREDENTIAL = " + literal(name))
                            .orElse("")
                    + into.remote()
                            .json()
                            .map(json -> ", BACKUP_OPTIONS = " + literal(json))
                            .orElse("");
        }
    }

    private static String literal(Text text) {
        return "N'" + text.value().replace("'", "''") + "'";
    }

    /** Those of Windows paths are made by the first backup; those of others are there. */
    private void requireFolder(String written, Caller caller) throws SqlError {
        Paths.Resolved folder = premises.paths().resolve(written, Paths.Purpose.BACKUP, Paths.Access.WRITE);
        if (!folder.mapped() && !Files.isDirectory(folder.path())) {
            throw Message.CANNOT_OPEN_DEVICE.error(written, "3(The system cannot find the path specified.)");
        }
        folder.report(caller);
    }

    private static String words(Encryption encryption) {
        return encryption.certificates().stream()
                .map(Name::text)
                .map(name -> ", SERVER CERTIFICATE = [" + name.replace("]", "]]") + "]")
                .collect(Collectors.joining("", "ENCRYPTION (ALGORITHM = " + encryption.algorithm(), ")"));
    }
}
