package dev.coffer.command;

import dev.coffer.catalog.Catalog;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.AlterDatabase.Rename;

/** MODIFY NAME: the row's name changes, folders and history keep theirs. Nobody else may be in the database. */
public final class RenameDatabase implements DatabaseChange<Rename> {

    private final Premises premises;

    public RenameDatabase(Premises premises) {
        this.premises = premises;
    }

    @Override
    public boolean suitsAttached() {
        return true;
    }

    @Override
    public void make(Rename change, Target target) throws SqlError {
        String old = target.database().name();
        String name = change.name().text();
        target.caller().connections().outside(old, () -> {
            rename(old, name);
            return name;
        });
        target.caller().inform(Message.NAME_SET, "database", name);
    }

    private void rename(String old, String name) throws SqlError {
        if (Catalog.isSystemName(name)) {
            throw Message.DATABASE_EXISTS.error(name);
        }
        DatabaseUses.Hold claim = premises.uses()
                .tryClaim(old, DatabaseUses.Purpose.CHANGE)
                .orElseThrow(Message.NOT_EXCLUSIVELY_LOCKED::error);
        try {
            if (old.equalsIgnoreCase(name)) {
                premises.catalog().databases().rename(old, name);
            } else {
                renameTo(old, name);
            }
        } finally {
            claim.close();
        }
    }

    private void renameTo(String old, String name) throws SqlError {
        DatabaseUses.Hold claim = premises.uses()
                .tryClaim(name, DatabaseUses.Purpose.CHANGE)
                .orElseThrow(() -> Message.DATABASE_EXISTS.error(name));
        try {
            premises.catalog().databases().rename(old, name);
        } finally {
            claim.close();
        }
    }
}
