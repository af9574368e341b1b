package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.Secret;
import dev.coffer.tsql.Text;
import java.util.Optional;

/** Identities that mean something to Coffer, and how long their secrets may be. */
final class CredentialRules {

    static final String SIGNATURE = "SHARED ACCESS SIGNATURE";
    static final String S3 = "S3 Access Key";

    private static final int MAX_IDENTITY_CHARS = 4000;
    private static final int MAX_SECRET_BYTES = 120;

    /** Signatures and keys of other services are longer than passwords; a URL with one must still be possible. */
    private static final int MAX_LONG_SECRET_BYTES = 4000;

    private CredentialRules() {}

    /** @throws SqlError 33067 for a secret that is too long, 103 for such an identity */
    static void check(Text identity, Optional<Secret> secret) throws SqlError {
        if (identity.value().length() > MAX_IDENTITY_CHARS) {
            throw Message.IDENTIFIER_TOO_LONG.error(identity.value().substring(0, 30), MAX_IDENTITY_CHARS);
        }
        boolean isLong = isSignature(identity.value()) || isS3(identity.value());
        int most = isLong ? MAX_LONG_SECRET_BYTES : MAX_SECRET_BYTES;
        if (secret.isPresent() && secret.get().bytes().length() > most) {
            throw Message.SECRET_TOO_LONG.error();
        }
    }

    static boolean isSignature(String identity) {
        return identity.equalsIgnoreCase(SIGNATURE);
    }

    static boolean isS3(String identity) {
        return identity.equalsIgnoreCase(S3);
    }
}
