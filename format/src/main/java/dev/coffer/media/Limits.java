package dev.coffer.media;

/**
 * Every bound of the format, checked before anything is allocated.
 *
 * @param labelBytes a label: two texts of at most 255 characters of three bytes, and room to grow
 * @param coreBytes a core: 64 recipients, 64 endorsements of a 4096-bit key, the engine's facts
 * @param nameChars a name, as SQL Server's sysname
 * @param textChars a description or a name that HEADERONLY shows
 * @param pathChars a physical file name
 * @param certificateBytes a signing certificate
 * @param signatureBytes one signature, RSA of 16384 bits included
 * @param slots recipients of a set, as SQL Server allows for encryptors of a column key and then some
 * @param slotBytes one recipient's CMS structure
 * @param slotAreaBytes one slot area: all slots at their largest
 * @param areaGranuleBytes areas are whole multiples of it, so that a rotation writes whole disk blocks
 * @param areaSpareBytes room kept free in an area for recipients that a rotation adds
 * @param engineEntries the engine's own facts
 * @param engineKeyChars their keys
 * @param engineValueChars their values
 * @param files files of a database: an engine writes two, and a reader keeps them all in memory
 * @param fileId as SQL Server's 32,767
 * @param trailerBytes a trailer: all files, all facts; what one set makes a reader hold, as the core
 * @param chunks of one stripe: keeps one key far below the limits of GCM (NIST SP 800-38D section 8)
 * @param chunksPerPage entries of a full page of the chunk table
 * @param sets backup sets of one media family
 * @param damagedSets damaged ones among them that a reader names before it gives up
 */
record Limits(
        int labelBytes,
        int coreBytes,
        int nameChars,
        int textChars,
        int pathChars,
        int certificateBytes,
        int signatureBytes,
        int slots,
        int slotBytes,
        int slotAreaBytes,
        int areaGranuleBytes,
        int areaSpareBytes,
        int engineEntries,
        int engineKeyChars,
        int engineValueChars,
        int files,
        int fileId,
        int trailerBytes,
        long chunks,
        int chunksPerPage,
        int sets,
        int damagedSets) {

    /** The bounds of version 1. */
    static final Limits V1 = new Limits(
            4096,
            1 << 20,
            128,
            255,
            260,
            16384,
            2048,
            64,
            65536,
            64 * 65536 + 65536,
            4096,
            2048,
            256,
            128,
            4096,
            64,
            32767,
            1 << 20,
            1L << 26,
            1024,
            65535,
            100);

    /** UTF-8 takes at most three bytes for each UTF-16 unit. */
    static int utf8Bytes(int chars) {
        return 3 * chars;
    }

    static String text(String what, String value, int maxChars) {
        if (value.length() > maxChars) {
            throw new IllegalArgumentException(what + " has " + value.length() + " characters, at most " + maxChars);
        }
        return value;
    }

    static void range(String what, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(what + " " + value + " is outside " + min + ".." + max);
        }
    }
}
