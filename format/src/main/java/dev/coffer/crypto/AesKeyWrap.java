package dev.coffer.crypto;

import dev.coffer.bytes.SecretAccess;
import dev.coffer.bytes.SecretBytes;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESWrapEngine;
import org.bouncycastle.crypto.params.KeyParameter;

/** AES-256 key wrap (RFC 3394) of a 32-byte key: 40 bytes, whose integrity unwrapping checks. */
final class AesKeyWrap {

    private static final int WRAPPED_BYTES = CmsEnvelope.KEY_BYTES + 8;

    private AesKeyWrap() {}

    static byte[] wrap(SecretBytes kek, SecretBytes key) {
        return kek.use(SecretAccess.GRANTED, rawKek -> {
            AESWrapEngine engine = new AESWrapEngine();
            engine.init(true, new KeyParameter(rawKek));
            return key.use(SecretAccess.GRANTED, raw -> engine.wrap(raw, 0, raw.length));
        });
    }

    static SecretBytes unwrap(SecretBytes kek, byte[] wrapped) throws BadKey {
        if (wrapped.length != WRAPPED_BYTES) {
            throw new BadKey("A wrapped key has " + WRAPPED_BYTES + " bytes, not " + wrapped.length);
        }
        return kek.use(SecretAccess.GRANTED, rawKek -> {
            AESWrapEngine engine = new AESWrapEngine();
            engine.init(false, new KeyParameter(rawKek));
            try {
                return SecretBytes.adopt(engine.unwrap(wrapped, 0, wrapped.length));
            } catch (InvalidCipherTextException e) {
                throw new BadKey("The wrapped key does not open");
            }
        });
    }
}
