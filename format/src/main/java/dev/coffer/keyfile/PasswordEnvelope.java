package dev.coffer.keyfile;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.CmsEnvelope;
import dev.coffer.crypto.EnvelopeRefused;
import dev.coffer.crypto.RandomSource;

/**
 * The backup of a service or database master key: 32 bytes in a CMS AuthEnvelopedData with one password recipient.
 * Opens with {@code openssl cms -decrypt -inform DER -binary -in FILE -pwri_password PASSWORD}. SQL Server's own files
 * of this kind are undocumented and are not read. Thread-safe.
 */
public final class PasswordEnvelope {

    private final CmsEnvelope envelope;

    public PasswordEnvelope(RandomSource random) {
        this.envelope = new CmsEnvelope(random);
    }

    /**
     * @param key 32 bytes
     * @param password UTF-8, not empty
     */
    public byte[] seal(SecretBytes key, SecretBytes password) {
        return envelope.wrapWithPassword(key, password);
    }

    /**
     * The 32-byte key.
     *
     * @throws BadKeyFile when the file has another form, before anything is derived
     * @throws WrongPassword when it has the form and does not open: a wrong password or changed bytes
     */
    public SecretBytes open(byte[] file, SecretBytes password) throws BadKeyFile, WrongPassword {
        try {
            if (envelope.kind(file) != CmsEnvelope.Kind.PASSWORD) {
                throw new BadKeyFile("The file is an envelope, but not one for a password");
            }
        } catch (EnvelopeRefused malformed) {
            throw new BadKeyFile("The file is no backup of a master key");
        }
        if (password.length() == 0) {
            throw new WrongPassword();
        }
        try {
            return envelope.unwrapWithPassword(file, password);
        } catch (EnvelopeRefused refused) {
            throw new WrongPassword();
        }
    }
}
