package dev.coffer.crypto;

import dev.coffer.bytes.SecretAccess;
import dev.coffer.bytes.SecretBytes;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-GCM with a 96-bit nonce and a 128-bit tag (NIST SP 800-38D), the tag behind the ciphertext. One key, many
 * messages: a nonce must never seal twice under one key, which whoever chooses the nonces answers for. Input and output
 * must not overlap.
 *
 * <p>Confined to one thread. No buffer is allocated per call once the largest message has passed.
 */
public final class Aead implements AutoCloseable {

    public static final int NONCE_BYTES = 12;
    public static final int TAG_BYTES = 16;

    private final Cipher cipher;
    private final SecretKeySpec key;
    private byte[] input = new byte[0];
    private byte[] output = new byte[0];
    private boolean closed;

    /** @param key of 16, 24 or 32 bytes; copied, so the caller may close its own */
    public Aead(SecretBytes key) {
        int length = key.length();
        if (length != 16 && length != 24 && length != 32) {
            throw new IllegalArgumentException("An AES key has 16, 24 or 32 bytes, not " + length);
        }
        this.cipher = Providers.aesGcm();
        this.key = key.use(SecretAccess.GRANTED, raw -> new SecretKeySpec(raw, "AES"));
    }

    /** The ciphertext and the tag: {@link #TAG_BYTES} longer than the plaintext. */
    public byte[] seal(byte[] nonce, byte[] associated, byte[] plain) {
        byte[] sealed = new byte[plain.length + TAG_BYTES];
        seal(nonce, associated, plain, 0, plain.length, sealed, 0);
        return sealed;
    }

    /** Seals a range into the target, which has room for {@link #TAG_BYTES} more; returns the bytes written. */
    public int seal(
            byte[] nonce, byte[] associated, byte[] source, int offset, int length, byte[] target, int targetOffset) {
        requireRoom(target.length - targetOffset, length + TAG_BYTES);
        try {
            start(Cipher.ENCRYPT_MODE, nonce, associated);
            return cipher.doFinal(source, offset, length, target, targetOffset);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM refused to seal", e);
        }
    }

    /** Seals what remains in the source into the target, moving both positions. */
    public void seal(byte[] nonce, byte[] associated, ByteBuffer source, ByteBuffer target) {
        int length = source.remaining();
        requireRoom(target.remaining(), length + TAG_BYTES);
        byte[] from = source.hasArray() ? source.array() : copied(source, length);
        int fromOffset = source.hasArray() ? source.arrayOffset() + source.position() : 0;
        if (target.hasArray()) {
            seal(nonce, associated, from, fromOffset, length, target.array(), target.arrayOffset() + target.position());
            target.position(target.position() + length + TAG_BYTES);
        } else {
            output = grown(output, length + TAG_BYTES);
            seal(nonce, associated, from, fromOffset, length, output, 0);
            target.put(output, 0, length + TAG_BYTES);
        }
        source.position(source.limit());
    }

    /** The plaintext. */
    public byte[] open(byte[] nonce, byte[] associated, byte[] sealed) throws SealBroken {
        if (sealed.length < TAG_BYTES) {
            throw new SealBroken();
        }
        byte[] plain = new byte[sealed.length - TAG_BYTES];
        open(nonce, associated, sealed, 0, sealed.length, plain, 0);
        return plain;
    }

    /** Opens a range that ends with its tag into the target; on failure the target's range holds zeroes. */
    public int open(
            byte[] nonce, byte[] associated, byte[] source, int offset, int length, byte[] target, int targetOffset)
            throws SealBroken {
        if (length < TAG_BYTES) {
            throw new SealBroken();
        }
        int plainLength = length - TAG_BYTES;
        requireRoom(target.length - targetOffset, plainLength);
        try {
            start(Cipher.DECRYPT_MODE, nonce, associated);
            return cipher.doFinal(source, offset, length, target, targetOffset);
        } catch (AEADBadTagException e) {
            Arrays.fill(target, targetOffset, targetOffset + plainLength, (byte) 0);
            throw new SealBroken();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM refused to open", e);
        }
    }

    /** Opens what remains in the source into the target, moving both positions; on failure neither moves. */
    public void open(byte[] nonce, byte[] associated, ByteBuffer source, ByteBuffer target) throws SealBroken {
        int length = source.remaining();
        if (length < TAG_BYTES) {
            throw new SealBroken();
        }
        int plainLength = length - TAG_BYTES;
        requireRoom(target.remaining(), plainLength);
        byte[] from = source.hasArray() ? source.array() : copied(source, length);
        int fromOffset = source.hasArray() ? source.arrayOffset() + source.position() : 0;
        if (target.hasArray()) {
            open(nonce, associated, from, fromOffset, length, target.array(), target.arrayOffset() + target.position());
            target.position(target.position() + plainLength);
        } else {
            output = grown(output, plainLength);
            open(nonce, associated, from, fromOffset, length, output, 0);
            target.put(output, 0, plainLength);
        }
        source.position(source.limit());
    }

    /** Wipes the buffers. The key object inside the JCA cannot be wiped; it goes with this object. */
    @Override
    public void close() {
        closed = true;
        Arrays.fill(input, (byte) 0);
        Arrays.fill(output, (byte) 0);
    }

    private void start(int mode, byte[] nonce, byte[] associated) throws GeneralSecurityException {
        if (closed) {
            throw new IllegalStateException("The cipher was closed");
        }
        if (nonce.length != NONCE_BYTES) {
            throw new IllegalArgumentException("A nonce has " + NONCE_BYTES + " bytes, not " + nonce.length);
        }
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, nonce));
        if (associated.length > 0) {
            cipher.updateAAD(associated);
        }
    }

    private byte[] copied(ByteBuffer source, int length) {
        input = grown(input, length);
        source.get(source.position(), input, 0, length);
        return input;
    }

    private static byte[] grown(byte[] buffer, int length) {
        return buffer.length >= length ? buffer : new byte[length];
    }

    private static void requireRoom(int room, int needed) {
        if (room < needed) {
            throw new IllegalArgumentException("The target has room for " + room + " bytes, needs " + needed);
        }
    }
}
