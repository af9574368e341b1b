package dev.coffer.command;

import dev.coffer.catalog.Databases;
import dev.coffer.catalog.UserAccess;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.AlterDatabase.SetAccess;

/**
 * SINGLE_USER, RESTRICTED_USER and MULTI_USER. In single-user mode the database is the session's that enters it first;
 * RESTRICTED_USER keeps nobody out who is an administrator.
 */
public final class DatabaseAccess implements DatabaseChange<SetAccess> {

    private final Premises premises;
    private final Clearing clearing;

    public DatabaseAccess(Premises premises) {
        this.premises = premises;
        this.clearing = new Clearing(premises.uses());
    }

    @Override
    public void make(SetAccess change, Target target) throws SqlError {
        String name = target.database().name();
        Databases databases = premises.catalog().databases();
        switch (change.access()) {
            case SINGLE_USER -> clearing.run(target, () -> databases.setAccess(name, UserAccess.SINGLE_USER));
            case RESTRICTED_USER -> open(target, UserAccess.RESTRICTED_USER);
            case MULTI_USER -> open(target, UserAccess.MULTI_USER);
        }
    }

    private void open(Target target, UserAccess access) throws SqlError {
        String name = target.database().name();
        int sessionId = target.caller().state().client().sessionId();
        if (target.database().access() == UserAccess.SINGLE_USER
                && !premises.uses().others(name, sessionId).isEmpty()) {
            throw Message.SINGLE_USER_CONNECTED.error(name);
        }
        premises.catalog().databases().setAccess(name, access);
    }
}
