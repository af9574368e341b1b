package dev.coffer.security;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.util.Locale;
import java.util.Set;

/**
 * What logins may do. Members of sysadmin may everything; nobody else may anything that is named here, until
 * permissions can be granted. Immutable and thread-safe.
 */
public final class ServerPermissions {

    private final Set<String> sysadmins;

    /** @param sysadmins the members, in lower case */
    public ServerPermissions(Set<String> sysadmins) {
        this.sysadmins = Set.copyOf(sysadmins);
    }

    /** What needs a permission, with what its lack is told by. */
    public enum Deed {
        /** KILL: ALTER ANY CONNECTION. */
        END_SESSIONS(Message.KILL_DENIED),
        /** SHUTDOWN: SHUTDOWN. */
        SHUT_DOWN(Message.SHUTDOWN_DENIED),
        /** USE: to be a user of that database. Told with login and database. */
        ENTER_DATABASE(Message.DATABASE_ACCESS_DENIED),
        /** A statement that needs a permission of its own name in a database. Told with both. */
        DO_IN_DATABASE(Message.PERMISSION_DENIED_IN_DATABASE),
        /** SELECT and its like, EXECUTE. Told with the permission, object, database and schema. */
        USE_OBJECT(Message.OBJECT_PERMISSION_DENIED),
        /** ALTER on a table. Told with its name. */
        ALTER_OBJECT(Message.OBJECT_MISSING),
        /** CONTROL or ALTER, to drop something. Told with the verb, its kind and its name. */
        DROP_OBJECT(Message.CANNOT_DROP_MISSING),
        /** ALTER on a database. Told with its name. */
        ALTER_DATABASE(Message.CANNOT_ALTER_DATABASE),
        /** RESTORE over or beside a database: CREATE DATABASE, or to own it. Told with its name. */
        RESTORE_DATABASE(Message.RESTORE_DENIED),
        /** RECONFIGURE: ALTER SETTINGS. */
        RECONFIGURE(Message.RECONFIGURE_DENIED),
        /** DBCC: to own the database. Told with the login, the command and the database. */
        CHECK_DATABASE(Message.DBCC_DENIED),
        /** DBCC TRACEON and TRACEOFF: sysadmin. Told with the login and the command. */
        TRACE(Message.DBCC_COMMAND_DENIED),
        /** RAISERROR WITH LOG: ALTER TRACE. */
        WRITE_LOG(Message.RAISERROR_LOG_DENIED),
        /** Keys and credentials, to make one: CONTROL SERVER, ALTER ANY CREDENTIAL; settings and devices. */
        ADMINISTER(Message.ACTION_DENIED),
        /** CONTROL on a key, a certificate or a credential. Told with the verb, its kind and its name. */
        CONTROL_SECURABLE(Message.CANNOT_FIND);

        private final Message refusal;

        Deed(Message refusal) {
            this.refusal = refusal;
        }
    }

    /**
     * @param arguments what the refusal is told with
     * @throws SqlError that refusal, when the login may not
     */
    public void require(Deed deed, String login, Object... arguments) throws SqlError {
        if (!sysadmins.contains(login.toLowerCase(Locale.ROOT))) {
            throw deed.refusal.error(arguments);
        }
    }
}
