package dev.coffer.crypto;

import dev.coffer.bytes.SecretAccess;
import dev.coffer.bytes.SecretBytes;
import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 (RFC 2104, FIPS 198-1), fed in pieces, compared in constant time. Confined to one thread. */
public final class Hmac {

    public static final int LENGTH_BYTES = 32;

    private final Mac mac;

    /** @param key of at least one byte; copied into the JCA, so the caller may close its own */
    public Hmac(SecretBytes key) {
        this.mac = Providers.mac("HmacSHA256");
        key.use(SecretAccess.GRANTED, raw -> {
            start(mac, raw);
            return mac;
        });
    }

    /** The HMAC of the parts, one behind the other. */
    public static byte[] of(SecretBytes key, byte[]... parts) {
        Hmac hmac = new Hmac(key);
        for (byte[] part : parts) {
            hmac.update(part);
        }
        return hmac.finish();
    }

    public Hmac update(byte[] bytes) {
        mac.update(bytes);
        return this;
    }

    public Hmac update(byte[] bytes, int offset, int length) {
        mac.update(bytes, offset, length);
        return this;
    }

    /** Takes what remains in the buffer, moving its position. */
    public Hmac update(ByteBuffer bytes) {
        mac.update(bytes);
        return this;
    }

    /** The HMAC of everything since the last call, {@link #LENGTH_BYTES} long; the next message starts afresh. */
    public byte[] finish() {
        return mac.doFinal();
    }

    static void start(Mac mac, byte[] rawKey) {
        try {
            mac.init(new SecretKeySpec(rawKey, "HmacSHA256"));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("HMAC-SHA256 refused a key of " + rawKey.length + " bytes", e);
        }
    }
}
