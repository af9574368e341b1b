package dev.coffer.security;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.util.Locale;
import java.util.Set;

/**
 * What logins may do to the server as a whole. Members of sysadmin may everything; nobody else may anything, until
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
        SHUT_DOWN(Message.SHUTDOWN_DENIED);

        private final Message refusal;

        Deed(Message refusal) {
            this.refusal = refusal;
        }
    }

    /** @throws SqlError 6102, 6004 when the login may not */
    public void require(Deed deed, String login) throws SqlError {
        if (!sysadmins.contains(login.toLowerCase(Locale.ROOT))) {
            throw deed.refusal.error();
        }
    }
}
