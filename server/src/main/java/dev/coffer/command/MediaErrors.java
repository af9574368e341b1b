package dev.coffer.command;

import dev.coffer.bytes.Hex;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.media.DamagedMedia;
import dev.coffer.media.Encryptor;
import dev.coffer.media.UntrustedSigner;
import java.util.List;

/** What the format's reader found, as SQL Server says it. */
final class MediaErrors {

    private MediaErrors() {}

    static SqlError damaged(DamagedMedia damage, String device) {
        return Message.MEDIA_MALFORMED.error(device).withHint(hint(damage)).causedBy(damage);
    }

    private static String hint(DamagedMedia damage) {
        return switch (damage.kind()) {
            case FOREIGN -> "Check the file name: it holds no Coffer backup.";
            case INCOMPLETE -> "Use another copy: the backup was cut off (" + damage.getMessage() + ").";
            case ALTERED ->
                "Use another copy: the backup was changed after it was written (" + damage.getMessage() + ").";
            case UNSUPPORTED -> "Use a newer Coffer: " + damage.getMessage() + ".";
        };
    }

    static SqlError untrusted(UntrustedSigner signer, String device) {
        return Message.UNTRUSTED_SIGNER
                .error(device, signer.fingerprint())
                .withHint("Add WITH TRUST_SIGNER = 0x" + signer.fingerprint()
                        + " if you know that this server wrote the backup.");
    }

    /** 33111 with the thumbprint of the first recipient; the hint names one here without its key, or the others. */
    static SqlError noKey(List<Encryptor> encryptors, List<String> publicOnly) {
        if (encryptors.isEmpty()) {
            throw new IllegalStateException("A set without encryptors needs no key");
        }
        Encryptor first = encryptors.get(0);
        SqlError error = Message.NO_SERVER_CERTIFICATE
                .error(kind(first), Hex.literal(first.thumbprint()))
                .withState(3);
        if (!publicOnly.isEmpty()) {
            return error.withHint("The certificate '" + publicOnly.get(0) + "' is here without its private key:"
                    + " drop it, and import it again with its private key.");
        }
        String others = encryptors.stream()
                .skip(1)
                .map(other -> kind(other) + " " + Hex.literal(other.thumbprint()))
                .reduce((left, right) -> left + ", " + right)
                .orElse("");
        String name = first.name().isEmpty() ? "" : " (it was named '" + first.name() + "' where the backup was made)";
        return error.withHint("Import the certificate with its private key by CREATE CERTIFICATE ... FROM FILE" + name
                + (others.isEmpty() ? "." : ", or one of: " + others + "."));
    }

    private static String kind(Encryptor encryptor) {
        return switch (encryptor.type()) {
            case CERTIFICATE -> "certificate";
            case ASYMMETRIC_KEY -> "asymmetric key";
            case SERVICE_MASTER_KEY -> "service master key";
        };
    }
}
