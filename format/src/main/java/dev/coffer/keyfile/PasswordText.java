package dev.coffer.keyfile;

import dev.coffer.bytes.SecretAccess;
import dev.coffer.bytes.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A UTF-8 password as the characters that PKCS#12 wants; wiped when closed. Confined to one thread. */
final class PasswordText implements AutoCloseable {

    private final char[] characters;

    /** @throws IllegalArgumentException when the password is empty or not UTF-8 */
    PasswordText(SecretBytes password) {
        requireGiven(password);
        this.characters = password.use(SecretAccess.GRANTED, PasswordText::decoded);
    }

    /** The characters themselves: not to be kept. */
    char[] characters() {
        return characters;
    }

    @Override
    public void close() {
        Arrays.fill(characters, '\0');
    }

    static void requireGiven(SecretBytes password) {
        if (password.length() == 0) {
            throw new IllegalArgumentException("An empty password protects nothing");
        }
    }

    private static char[] decoded(byte[] utf8) {
        char[] room = new char[utf8.length];
        CharBuffer target = CharBuffer.wrap(room);
        boolean whole = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(utf8), target, true)
                .isUnderflow();
        char[] exact = Arrays.copyOf(room, target.position());
        Arrays.fill(room, '\0');
        if (!whole) {
            Arrays.fill(exact, '\0');
            throw new IllegalArgumentException("The password is not UTF-8");
        }
        return exact;
    }
}
