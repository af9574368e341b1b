package dev.coffer.tds;

import dev.coffer.bytes.SecretBytes;
import java.util.Arrays;

/**
 * LOGIN7 (MS-TDS 2.2.6.4). Offsets are relative to its first byte; the password's bytes are each XORed with 0xA5 after
 * their nibbles were swapped.
 *
 * @param password UTF-8; whoever reads the message closes it
 * @param packetBytes what the client asks for, header included; 0 for the server's choice
 * @param database empty for the login's default
 * @param integrated whether it wants to log in without a password of this server's
 * @param odbc whether it follows ODBC: if not, a session begins with QUOTED_IDENTIFIER OFF
 * @param features whether it sent a list of features, which is then answered
 * @param utf8 whether UTF8_SUPPORT is among them
 */
record Login7(
        TdsVersion version,
        String user,
        SecretBytes password,
        int packetBytes,
        String host,
        String application,
        long processId,
        String database,
        boolean integrated,
        boolean odbc,
        boolean features,
        boolean utf8) {

    private static final int MAX_NAME = 128;
    private static final int ODBC = 0x02;
    private static final int INTEGRATED = 0x80;
    private static final int EXTENSION = 0x10;

    private static final int VERSION_OFFSET = 4;
    private static final int PROCESS_OFFSET = 16;
    private static final int FLAGS_OFFSET = 25;
    private static final int HOST_OFFSET = 36;
    private static final int USER_OFFSET = 40;
    private static final int PASSWORD_OFFSET = 44;
    private static final int APPLICATION_OFFSET = 48;
    private static final int EXTENSION_OFFSET = 56;
    private static final int DATABASE_OFFSET = 68;

    private static final int FEATURE_FEDERATED = 0x02;
    private static final int FEATURE_UTF8 = 0x0A;
    private static final int FEATURES_END = 0xFF;
    private static final int MAX_FEATURES = 64;

    /** The version alone, for the form of an answer to a login that came too early; 7.1 when it cannot be read. */
    static TdsVersion versionOf(byte[] message) {
        try {
            TdsReader reader = new TdsReader(message);
            reader.seek(VERSION_OFFSET);
            return TdsVersion.of(reader.i32());
        } catch (MalformedMessage unreadable) {
            return TdsVersion.V7_1;
        }
    }

    /** Reads the message and wipes it: it holds the password. */
    static Login7 read(byte[] message) throws MalformedMessage {
        try {
            return parse(message);
        } finally {
            Arrays.fill(message, (byte) 0);
        }
    }

    private static Login7 parse(byte[] message) throws MalformedMessage {
        TdsReader fixed = new TdsReader(message);
        if (fixed.u32() > message.length) {
            throw new MalformedMessage("LOGIN7 says that it is longer than it is");
        }
        TdsVersion version = TdsVersion.of(fixed.i32());
        long packetBytes = fixed.u32();
        fixed.seek(PROCESS_OFFSET);
        long processId = fixed.u32();
        fixed.seek(FLAGS_OFFSET);
        int flags2 = fixed.u8();
        fixed.skip(1);
        int flags3 = fixed.u8();
        boolean features = version.atLeast(TdsVersion.V7_4) && (flags3 & EXTENSION) != 0;
        Features known = features ? features(message) : new Features(false, false);
        return new Login7(
                version,
                text(message, USER_OFFSET),
                password(message),
                (int) Math.min(packetBytes, PacketType.MAX_PACKET_BYTES),
                text(message, HOST_OFFSET),
                text(message, APPLICATION_OFFSET),
                processId,
                text(message, DATABASE_OFFSET),
                (flags2 & INTEGRATED) != 0 || known.federated(),
                (flags2 & ODBC) != 0,
                features,
                known.utf8());
    }

    private static String text(byte[] message, int field) throws MalformedMessage {
        return locate(message, field).text(length(message, field));
    }

    private static int length(byte[] message, int field) throws MalformedMessage {
        TdsReader reader = new TdsReader(message);
        reader.seek(field + 2);
        int characters = reader.u16();
        if (characters > MAX_NAME) {
            throw new MalformedMessage("A field of LOGIN7 has " + characters + " characters");
        }
        return characters;
    }

    private static TdsReader locate(byte[] message, int field) throws MalformedMessage {
        TdsReader reader = new TdsReader(message);
        reader.seek(field);
        reader.seek(reader.u16());
        return reader;
    }

    private static SecretBytes password(byte[] message) throws MalformedMessage {
        byte[] scrambled = locate(message, PASSWORD_OFFSET).raw(2L * length(message, PASSWORD_OFFSET));
        char[] characters = new char[scrambled.length / 2];
        for (int index = 0; index < characters.length; index++) {
            characters[index] = (char) (clear(scrambled[2 * index]) | clear(scrambled[2 * index + 1]) << 8);
        }
        try {
            return SecretBytes.ofUtf8(characters);
        } finally {
            Arrays.fill(characters, '\0');
            Arrays.fill(scrambled, (byte) 0);
        }
    }

    private static int clear(byte scrambled) {
        int bits = (scrambled & 0xFF) ^ 0xA5;
        return bits >>> 4 | (bits & 0x0F) << 4;
    }

    private record Features(boolean utf8, boolean federated) {}

    /** The field points to 4 bytes, which hold the offset of the list: id, length (4 bytes), content; ended by 0xFF. */
    private static Features features(byte[] message) throws MalformedMessage {
        TdsReader reader = locate(message, EXTENSION_OFFSET);
        long offset = reader.u32();
        reader.seek((int) Math.min(offset, Integer.MAX_VALUE));
        boolean utf8 = false;
        boolean federated = false;
        for (int count = 0; count < MAX_FEATURES; count++) {
            int feature = reader.u8();
            if (feature == FEATURES_END) {
                return new Features(utf8, federated);
            }
            utf8 |= feature == FEATURE_UTF8;
            federated |= feature == FEATURE_FEDERATED;
            reader.skip(reader.u32());
        }
        throw new MalformedMessage("LOGIN7 has more than " + MAX_FEATURES + " features");
    }
}
