package dev.coffer.security;

import dev.coffer.bytes.SecretAccess;
import dev.coffer.bytes.SecretBytes;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What passwords of keys and logins must be: 8 to 128 characters of three of the four classes upper case, lower case,
 * digits and others, in any script. A letter without case counts as other, as on Windows it counts for a class of its
 * own. Source: the password policy page of SQL Server. Thread-safe.
 */
public final class PasswordPolicy {

    public static final int MIN_CHARACTERS = 8;
    public static final int MAX_CHARACTERS = 128;

    private static final int CLASSES_NEEDED = 3;

    private PasswordPolicy() {}

    /**
     * @param password UTF-8
     * @throws SqlError 15116 too short, 15117 too long, 15118 not complex enough
     */
    public static void checkKeyPassword(SecretBytes password) throws SqlError {
        switch (judge(password)) {
            case FINE -> {}
            case TOO_SHORT -> throw Message.PASSWORD_TOO_SHORT.error();
            case TOO_LONG -> throw Message.PASSWORD_TOO_LONG.error();
            case NOT_COMPLEX ->
                throw Message.PASSWORD_NOT_COMPLEX
                        .error()
                        .withHint("Use at least three of upper case, lower case, digits and other characters.");
        }
    }

    /**
     * @param password UTF-8
     * @throws SqlError 33062 too short, 33063 too long, 33064 not complex enough
     */
    public static void checkLoginPassword(SecretBytes password) throws SqlError {
        switch (judge(password)) {
            case FINE -> {}
            case TOO_SHORT -> throw Message.LOGIN_PASSWORD_TOO_SHORT.error(MIN_CHARACTERS);
            case TOO_LONG -> throw Message.LOGIN_PASSWORD_TOO_LONG.error(MAX_CHARACTERS);
            case NOT_COMPLEX -> throw Message.LOGIN_PASSWORD_NOT_COMPLEX.error(MIN_CHARACTERS);
        }
    }

    private enum Verdict {
        FINE,
        TOO_SHORT,
        TOO_LONG,
        NOT_COMPLEX
    }

    private static Verdict judge(SecretBytes password) {
        byte[] bytes = password.reveal(SecretAccess.GRANTED);
        char[] characters = new char[bytes.length];
        try {
            return judge(decode(bytes, characters));
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(characters, '\0');
        }
    }

    private static CharBuffer decode(byte[] bytes, char[] room) {
        CharBuffer text = CharBuffer.wrap(room);
        StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .decode(ByteBuffer.wrap(bytes), text, true);
        return text.flip();
    }

    private static Verdict judge(CharBuffer text) {
        int count = 0;
        boolean upper = false;
        boolean lower = false;
        boolean digit = false;
        boolean other = false;
        for (int index = 0; index < text.length(); ) {
            int character = Character.codePointAt(text, index);
            index += Character.charCount(character);
            count++;
            if (Character.isUpperCase(character) || Character.isTitleCase(character)) {
                upper = true;
            } else if (Character.isLowerCase(character)) {
                lower = true;
            } else if (Character.isDigit(character)) {
                digit = true;
            } else {
                other = true;
            }
        }
        if (count < MIN_CHARACTERS) {
            return Verdict.TOO_SHORT;
        }
        if (count > MAX_CHARACTERS) {
            return Verdict.TOO_LONG;
        }
        int classes = (upper ? 1 : 0) + (lower ? 1 : 0) + (digit ? 1 : 0) + (other ? 1 : 0);
        return classes < CLASSES_NEEDED ? Verdict.NOT_COMPLEX : Verdict.FINE;
    }
}
