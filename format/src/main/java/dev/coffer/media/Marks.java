package dev.coffer.media;

import dev.coffer.crypto.Digests;
import java.nio.charset.StandardCharsets;

/** The constants of version 1: magic numbers, fixed lengths, and the labels that keep hashes and keys apart. */
final class Marks {

    static final int VERSION = 1;
    static final int HASH_BYTES = Digests.SHA256_BYTES;
    static final int MAGIC_BYTES = 8;

    static final byte[] LABEL_MAGIC = {(byte) 0x89, 'C', 'F', 'R', '\r', '\n', 0x1A, '\n'};
    static final byte[] SET_MAGIC = magic("CFRSET\r\n");
    static final byte[] SLOTS_MAGIC = magic("CFRSLT\r\n");
    static final byte[] FOOTER_MAGIC = magic("CFRFTR\r\n");
    static final byte[] END_MAGIC = magic("CFREND\r\n");

    static final byte[] PAYLOAD_KEY = label("coffer/1/payload");
    static final byte[] MAC_KEY = label("coffer/1/mac");
    static final byte[] KEY_CHECK = label("coffer/1/key check");
    static final byte[] ROOT = label("coffer/1/root");
    static final byte[] FAMILIES = label("coffer/1/families");
    static final byte[] FOOTER_MAC = label("coffer/1/footer");
    static final byte[] SET_SIGNATURE = label("coffer/1/set");
    static final byte[] SLOTS_SIGNATURE = label("coffer/1/slots");

    /** ECDSA on P-384 with SHA-384, DER: the one signature algorithm of version 1. */
    static final int ECDSA_P384_SHA384 = 1;

    /** Magic, version, suite, codec, chunk size, kind, flags, core length, slot area length. */
    static final int SET_PREFIX_BYTES = 24;
    /** Set length, footer length, magic. */
    static final int LOCATOR_BYTES = 20;
    /** Magic and footer length. */
    static final int FOOTER_PREFIX_BYTES = 12;

    static final int FRAME_WORD_BYTES = 4;
    static final int LAST_BIT = 1 << 31;
    static final int PAGE_BIT = 1 << 30;
    static final int FRAME_LENGTH_MASK = 0x00FF_FFFF;
    static final int PAGE_ENTRY_BYTES = FRAME_WORD_BYTES + HASH_BYTES;

    private Marks() {}

    private static byte[] magic(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] label(String text) {
        return (text + "\0").getBytes(StandardCharsets.US_ASCII);
    }
}
