package dev.coffer.command;

import dev.coffer.errors.SqlError;
import dev.coffer.keys.KeyHierarchy;
import dev.coffer.tsql.DropMasterKey;

/** DROP MASTER KEY: refused while the key protects anything. */
public final class DropMasterKeyCommand implements Command<DropMasterKey> {

    private final KeyHierarchy keys;

    public DropMasterKeyCommand(KeyHierarchy keys) {
        this.keys = keys;
    }

    @Override
    public void execute(DropMasterKey statement, Caller caller) throws SqlError {
        keys.masterKeys().drop(caller.database());
    }
}
