package dev.coffer.bytes;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;

/**
 * Secret bytes with one owner: wiped when closed, printed as a length, compared in constant time, read only with a
 * {@link SecretAccess}. Copies that the garbage collector made cannot be wiped; the life of an instance is therefore
 * kept short.
 *
 * <p>Thread-safe.
 */
public final class SecretBytes implements AutoCloseable {

    private final byte[] bytes;
    private boolean closed;

    private SecretBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes over the array: the caller must not touch it again. */
    public static SecretBytes adopt(byte[] bytes) {
        return new SecretBytes(Objects.requireNonNull(bytes));
    }

    /** Copies the array; the caller keeps its own copy and wipes it. */
    public static SecretBytes copyOf(byte[] bytes) {
        return new SecretBytes(bytes.clone());
    }

    /**
     * A password as UTF-8. A surrogate without its partner becomes a question mark. The caller keeps its characters and
     * wipes them.
     */
    public static SecretBytes ofUtf8(char[] characters) {
        byte[] room = new byte[3 * characters.length];
        ByteBuffer encoded = ByteBuffer.wrap(room);
        CharsetEncoder encoder = StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        encoder.encode(CharBuffer.wrap(characters), encoded, true);
        byte[] exact = Arrays.copyOf(room, encoded.position());
        Arrays.fill(room, (byte) 0);
        return new SecretBytes(exact);
    }

    /** Fresh random bytes of the given length. */
    public static SecretBytes random(SecureRandom random, int lengthBytes) {
        byte[] fresh = new byte[lengthBytes];
        random.nextBytes(fresh);
        return new SecretBytes(fresh);
    }

    /** A copy of the secret, which the caller wipes. Throws IllegalStateException once closed. */
    public synchronized byte[] reveal(SecretAccess access) {
        Objects.requireNonNull(access);
        requireOpen();
        return bytes.clone();
    }

    /** Something done with revealed bytes, which it must neither keep nor change. */
    @FunctionalInterface
    public interface Use<R, X extends Exception> {
        R with(byte[] revealed) throws X;
    }

    /** Hands a copy of the secret to the action and wipes it afterwards. Throws IllegalStateException once closed. */
    public <R, X extends Exception> R use(SecretAccess access, Use<R, X> action) throws X {
        byte[] revealed = reveal(access);
        try {
            return action.with(revealed);
        } finally {
            Arrays.fill(revealed, (byte) 0);
        }
    }

    /** A second owner of the same secret, closed on its own. */
    public synchronized SecretBytes copy() {
        requireOpen();
        return copyOf(bytes);
    }

    public int length() {
        return bytes.length;
    }

    @Override
    public synchronized void close() {
        Arrays.fill(bytes, (byte) 0);
        closed = true;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The secret was wiped");
        }
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof SecretBytes that)) {
            return false;
        }
        byte[] theirs = that.reveal(SecretAccess.GRANTED);
        try {
            byte[] mine = reveal(SecretAccess.GRANTED);
            try {
                return MessageDigest.isEqual(mine, theirs);
            } finally {
                Arrays.fill(mine, (byte) 0);
            }
        } finally {
            Arrays.fill(theirs, (byte) 0);
        }
    }

    /** The same for all secrets of one length, so that a hash code tells nothing. */
    @Override
    public int hashCode() {
        return bytes.length;
    }

    @Override
    public String toString() {
        return "SecretBytes[" + bytes.length + " bytes]";
    }
}
