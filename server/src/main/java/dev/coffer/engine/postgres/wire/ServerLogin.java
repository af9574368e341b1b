package dev.coffer.engine.postgres.wire;

import dev.coffer.bytes.SecretBytes;

/**
 * Who logs in.
 *
 * @param user a role with REPLICATION
 * @param password as UTF-8; belongs to whoever made the login, who closes it
 */
public record ServerLogin(String user, SecretBytes password) {

    public ServerLogin {
        if (user.isEmpty() || user.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("A login needs the name of a role");
        }
    }
}
