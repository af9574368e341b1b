package dev.coffer.keys;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.CmsEnvelope;
import dev.coffer.crypto.EnvelopeRefused;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;

/** The backup of a master key: its 32 bytes in a CMS envelope for whoever knows the password. */
final class MasterKeyEnvelope {

    private MasterKeyEnvelope() {}

    /** @throws SqlError 15317 when it is no such envelope, 15465 when the password does not open it */
    static HierarchyKey open(CmsEnvelope envelopes, byte[] envelope, SecretBytes password) throws SqlError {
        try {
            if (envelopes.kind(envelope) != CmsEnvelope.Kind.PASSWORD) {
                throw Message.MASTER_KEY_FILE_INVALID.error();
            }
        } catch (EnvelopeRefused foreign) {
            throw Message.MASTER_KEY_FILE_INVALID.error();
        }
        try {
            return HierarchyKey.adopt(envelopes.unwrapWithPassword(envelope, password));
        } catch (EnvelopeRefused wrong) {
            throw Message.PRIVATE_KEY_PASSWORD_INVALID.error();
        }
    }
}
