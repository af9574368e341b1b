package dev.coffer.command;

import dev.coffer.errors.SqlError;
import dev.coffer.media.BackupSet;
import dev.coffer.tsql.RestoreFileListOnly;
import java.util.List;

/** RESTORE FILELISTONLY: one row for each file of the database in a backup set; needs no key. */
public final class RestoreFileListOnlyCommand implements Command<RestoreFileListOnly> {

    private final Premises premises;
    private final SetOpening opening;

    public RestoreFileListOnlyCommand(Premises premises, SetOpening opening) {
        this.premises = premises;
        this.opening = opening;
    }

    @Override
    public void execute(RestoreFileListOnly statement, Caller caller) throws SqlError {
        Terminating.withLastError("RESTORE FILELIST", () -> {
            try (MediaDevice device = MediaDevice.open(premises, statement.devices(), statement.options(), caller)) {
                BackupSet set = device.header(statement.options(), caller);
                Signatures.check(device, List.of(set));
                FileListOnlyRows.shape().write(FileListOnlyRows.of(set), caller.sink());
                opening.reportSigners(List.of(set), device, caller);
            }
        });
    }
}
