package dev.coffer.command;

import dev.coffer.catalog.LogicalNames;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.AlterDatabase.ModifyFile;

/** MODIFY FILE: what the database calls one of its files, also in its backups from now on; where it lies stays. */
public final class RenameFile implements DatabaseChange<ModifyFile> {

    private final Premises premises;

    public RenameFile(Premises premises) {
        this.premises = premises;
    }

    @Override
    public boolean suitsAttached() {
        return true;
    }

    @Override
    public void make(ModifyFile change, Target target) throws SqlError {
        LogicalNames before = target.database().files();
        LogicalNames after = renamed(before, change);
        if (!premises.catalog().databases().renameFiles(target.database().name(), before, after)) {
            throw Message.FILE_TO_MODIFY_MISSING.error(change.file().text());
        }
        target.caller().inform(Message.NAME_SET, "file", change.newName().text());
    }

    private static LogicalNames renamed(LogicalNames files, ModifyFile change) throws SqlError {
        boolean data = change.file().is(files.data());
        if (!data && !change.file().is(files.log())) {
            throw Message.FILE_TO_MODIFY_MISSING.error(change.file().text());
        }
        String name = change.newName().text();
        if (name.equalsIgnoreCase(data ? files.log() : files.data())) {
            throw Message.LOGICAL_NAME_TAKEN.error(name);
        }
        return data ? new LogicalNames(name, files.log()) : new LogicalNames(files.data(), name);
    }
}
